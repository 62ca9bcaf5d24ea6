# add_unit_test(NAME SOURCES file… [LIBS target…])
#
# One program of Criterion tests, registered with CTest as `unit/NAME`; its main is tests/unit/runner.c. The paths are
# relative to the calling CMakeLists.txt. The program finds the headers of grader/ as the grader does ("base/text.h");
# the libraries under test are named in LIBS. Those of grader/ are linked as the sanitizers watch them, all but
# workbook_races, which never is (grader/races/CMakeLists.txt).

function(add_unit_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
        message(FATAL_ERROR "add_unit_test(${name} SOURCES file… [LIBS target…])")
    endif()
    if("workbook_examiner" IN_LIST arg_LIBS)
        set(watched workbook_sanitized_examiner)
    else()
        set(watched workbook_sanitized)
    endif()
    if(NOT "workbook_races" IN_LIST arg_LIBS)
        list(FILTER arg_LIBS EXCLUDE REGEX "^workbook_")
        list(PREPEND arg_LIBS ${watched})
    endif()
    set(target "unit_${name}")
    add_executable(${target} ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests/unit")
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/grader")
    target_link_libraries(${target} PRIVATE ${arg_LIBS} unit_runner workbook_warnings PkgConfig::CRITERION)
    # A test that hangs must end by itself; a unit test that needs a minute is no unit test.
    add_test(NAME "unit/${name}" COMMAND ${target})
    set_tests_properties("unit/${name}" PROPERTIES LABELS unit TIMEOUT 60)
endfunction()
