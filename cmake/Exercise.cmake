# add_exercise(03-attach-detach): everything that is built and promised for one exercise.
#
# Built: its hidden test program, libexec/workbook/tests/03-attach-detach, from
# tests/exercises/03-attach-detach/test_*.c.
#
# Promised, as CTest tests:
#   promise/NAME/compiles   stub, solution and every alternative compile without a warning with the
#                           flags of the contract, and every mutant compiles
#   promise/NAME/stub       the stub that the selftest grades is the one that learners get (skipped
#                           once the learner has begun)
#   explain/NAME            the programs of its pages for `grader explain` print what the pages say
#   promise/NAME/selftest   the grader itself finds that the stub fails, the solution and every
#                           alternative pass, and every tenth mutant is caught by the check it
#                           names; promise/NAME/selftest-whole takes all of them
#   promise/NAME/generated-sample   of the mutants that are made from the solution by rule every 64th
#                           is killed by the tests, or explained in equivalents.cfg
#   promise/NAME/generated  all of them; only under `ctest -C whole`, for it takes minutes
#
# An exercise that has no test_*.c yet is built and promised without its hidden tests, and the
# configuration says so.

# A header that gives each check of the manifest a place: Criterion runs tests by name, a learner reads
# the checks in the manifest's order. A CHECK that the manifest does not know has none, and the selftest says so.
function(write_check_order manifest header)
    file(STRINGS "${manifest}" lines REGEX "id = \"[a-z0-9-]+\"")
    set(text "/* Generated from the manifest. */\n")
    set(number 100)
    foreach(line IN LISTS lines)
        string(REGEX REPLACE ".*id = \"([a-z0-9-]+)\".*" "\\1" id "${line}")
        string(REPLACE "-" "_" id "${id}")
        math(EXPR number "${number} + 1")
        string(APPEND text "#define CHECK_PLACE_${id} n${number}_${id}\n")
    endforeach()
    file(CONFIGURE OUTPUT "${header}" CONTENT "${text}" @ONLY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${manifest}")
endfunction()

# The checker of the races stage, libexec/workbook/races/NAME: the engine and this exercise's scenarios.
# The learner's object finds in it the functions that it calls.
function(add_races_checker name scenarios folder)
    set(target "races_${name}")
    add_executable(${target} "${PROJECT_SOURCE_DIR}/grader/races/main.c" "${scenarios}")
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME "${name}"
        ENABLE_EXPORTS ON
        RUNTIME_OUTPUT_DIRECTORY "${WORKBOOK_LIBEXEC_BUILD_DIR}/races")
    target_include_directories(${target} PRIVATE "${folder}")
    target_link_libraries(${target} PRIVATE workbook_races workbook_warnings)
    workbook_without_sanitizers(${target})
    install(TARGETS ${target} RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/workbook/races")
endfunction()

function(add_exercise name)
    set(folder "${PROJECT_SOURCE_DIR}/exercises/${name}")
    set(tests "${PROJECT_SOURCE_DIR}/tests/exercises/${name}")
    if(NOT EXISTS "${folder}/exercise.cfg")
        message(FATAL_ERROR "add_exercise(${name}): ${folder}/exercise.cfg is missing")
    endif()

    # Never built: it tells editors how a solution is compiled (compile_commands.json).
    string(SUBSTRING "${name}" 3 -1 stem)
    string(REPLACE "-" "_" stem "${stem}")
    set(solution "${PROJECT_SOURCE_DIR}/solutions/${name}/${stem}.c")
    if(EXISTS "${solution}")
        add_library("solution_${name}" OBJECT EXCLUDE_FROM_ALL "${solution}")
        target_include_directories("solution_${name}" PRIVATE "${folder}")
        target_compile_options("solution_${name}" PRIVATE -Wall -Wextra)
    endif()

    add_test(NAME "promise/${name}/compiles"
        COMMAND "${PROJECT_SOURCE_DIR}/tests/exercises/compile_promises.sh"
            "${CMAKE_C_COMPILER}" "${PROJECT_SOURCE_DIR}" "${name}")
    set_tests_properties("promise/${name}/compiles" PROPERTIES LABELS promise TIMEOUT 300)

    add_test(NAME "promise/${name}/stub"
        COMMAND "${PROJECT_SOURCE_DIR}/tests/exercises/stub_untouched.sh"
            "${PROJECT_SOURCE_DIR}" "${name}")
    set_tests_properties("promise/${name}/stub" PROPERTIES
        LABELS promise SKIP_RETURN_CODE 77 TIMEOUT 60)

    # Source and header are as they were given, whatever somebody has made of his; once more for `grader reset` and for
    # the build of a learner's file, which find no tests there.
    install(DIRECTORY "${folder}" DESTINATION "${CMAKE_INSTALL_DATADIR}/workbook/exercises"
        FILES_MATCHING PATTERN "exercise.cfg" PATTERN "README.md" PATTERN "explain/*")
    foreach(place IN ITEMS exercises stubs)
        install(DIRECTORY "${tests}/stub/" DESTINATION "${CMAKE_INSTALL_DATADIR}/workbook/${place}/${name}"
            FILES_MATCHING PATTERN "*.[ch]")
    endforeach()

    if(EXISTS "${folder}/explain")
        add_test(NAME "explain/${name}"
            COMMAND "${PROJECT_SOURCE_DIR}/tests/explain/run_pages.sh"
                "${CMAKE_C_COMPILER}" "${PROJECT_SOURCE_DIR}" "${name}")
        set_tests_properties("explain/${name}" PROPERTIES LABELS explain TIMEOUT 300)
    endif()

    file(GLOB sources CONFIGURE_DEPENDS "${tests}/test_*.c")
    if(NOT sources)
        message(STATUS "exercise ${name} has no hidden tests yet")
        return()
    endif()
    if(NOT TARGET workbook_examiner)
        return()
    endif()

    set(target "exercise_${name}")
    add_executable(${target} ${sources})
    set(order "${CMAKE_CURRENT_BINARY_DIR}/${name}.order.h")
    write_check_order("${folder}/exercise.cfg" "${order}")
    target_compile_options(${target} PRIVATE -include "${order}")
    set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS "${order}")
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME "${name}"
        RUNTIME_OUTPUT_DIRECTORY "${WORKBOOK_LIBEXEC_BUILD_DIR}/tests")
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/grader" "${tests}/stub")
    target_link_libraries(${target} PRIVATE
        workbook_examiner workbook_warnings PkgConfig::CRITERION Threads::Threads)
    # Its checks are forks: what is resolved before is resolved once.
    target_link_options(${target} PRIVATE LINKER:-z,now)
    install(TARGETS ${target} RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/workbook/tests")

    if(EXISTS "${tests}/races.c" AND TARGET workbook_races)
        add_races_checker("${name}" "${tests}/races.c" "${tests}/stub")
    endif()

    if(TARGET grader)
        # Of the mutants that name a check every tenth one, of the alternatives every third under Valgrind; with -C whole all.
        add_test(NAME "promise/${name}/selftest"
            COMMAND grader selftest --sample 1/10 "${name}")
        # CTest begins with what costs most.
        set_tests_properties("promise/${name}/selftest" PROPERTIES
            LABELS promise TIMEOUT 1800 PROCESSORS 2 COST 50)
        add_test(NAME "promise/${name}/selftest-whole" CONFIGURATIONS whole
            COMMAND grader selftest "${name}")
        set_tests_properties("promise/${name}/selftest-whole" PROPERTIES
            LABELS promise TIMEOUT 1800 PROCESSORS 2)

        add_test(NAME "promise/${name}/generated-sample"
            COMMAND grader selftest --generated --sample 1/64 "${name}")
        set_tests_properties("promise/${name}/generated-sample" PROPERTIES
            LABELS promise TIMEOUT 900 PROCESSORS 2)
        add_test(NAME "promise/${name}/generated" CONFIGURATIONS whole
            COMMAND grader selftest --generated "${name}")
        set_tests_properties("promise/${name}/generated" PROPERTIES
            LABELS promise TIMEOUT 7200 PROCESSORS 2)
    endif()
endfunction()
