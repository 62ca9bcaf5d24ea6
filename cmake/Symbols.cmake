# Copies of the debug files of the C library and its dynamic linker that hold names alone: grader/stage/symbols.h tells
# what for. Made when the build is configured. Where the debug files are missing there are no copies, and none is
# needed.

# copy_symbols(LIBRARY): of its debug file, if there is one, under its build id.
function(copy_symbols library)
    execute_process(COMMAND "${CMAKE_READELF}" -n "${library}" OUTPUT_VARIABLE notes ERROR_QUIET)
    if(NOT notes MATCHES "Build ID: ([0-9a-f][0-9a-f])([0-9a-f]+)")
        return()
    endif()
    set(copy "${WORKBOOK_LIBEXEC_BUILD_DIR}/symbols/${CMAKE_MATCH_1}${CMAKE_MATCH_2}.debug")
    set(original "/usr/lib/debug/.build-id/${CMAKE_MATCH_1}/${CMAKE_MATCH_2}.debug")
    if(EXISTS "${original}" AND NOT EXISTS "${copy}")
        execute_process(COMMAND "${CMAKE_OBJCOPY}" --strip-debug "${original}" "${copy}" ERROR_QUIET)
    endif()
endfunction()

execute_process(COMMAND "${CMAKE_C_COMPILER}" -print-file-name=libc.so.6
    OUTPUT_VARIABLE c_library OUTPUT_STRIP_TRAILING_WHITESPACE)
get_filename_component(libraries "${c_library}" DIRECTORY)
file(GLOB dynamic_linkers "${libraries}/ld-linux*.so.*")
file(MAKE_DIRECTORY "${WORKBOOK_LIBEXEC_BUILD_DIR}/symbols")
foreach(library IN ITEMS "${c_library}" LISTS dynamic_linkers)
    copy_symbols("${library}")
endforeach()
install(DIRECTORY "${WORKBOOK_LIBEXEC_BUILD_DIR}/symbols"
    DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/workbook")
