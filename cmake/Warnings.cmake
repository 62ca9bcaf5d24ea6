# workbook_warnings: link it PRIVATE, and a target is compiled with the warnings of this project.

# The newest gcc whose warnings we have read. A later gcc knows warnings that we have not met: they
# are shown, and must not stand between a learner with a newer machine and the workbook.
set(WORKBOOK_NEWEST_KNOWN_GCC 12)

add_library(workbook_warnings INTERFACE)
target_compile_options(workbook_warnings INTERFACE
    -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
    -Wpointer-arith -Wcast-qual -Wformat=2 -Wvla -Wundef -Wimplicit-fallthrough
    -Wdate-time)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
    target_compile_options(workbook_warnings INTERFACE -Wlogical-op -Wduplicated-cond -Wtrampolines)
endif()

if(WORKBOOK_WERROR)
    string(REGEX MATCH "^[0-9]+" workbook_compiler_major "${CMAKE_C_COMPILER_VERSION}")
    if(CMAKE_C_COMPILER_ID STREQUAL "GNU"
            AND workbook_compiler_major GREATER WORKBOOK_NEWEST_KNOWN_GCC)
        message(STATUS "gcc ${workbook_compiler_major} is newer than "
            "${WORKBOOK_NEWEST_KNOWN_GCC}: its warnings stay warnings")
    else()
        target_compile_options(workbook_warnings INTERFACE -Werror)
    endif()
endif()
