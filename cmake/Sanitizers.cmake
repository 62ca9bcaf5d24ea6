# WORKBOOK_SANITIZE: sanitizers for the grader's own code (preset asan). A learner's code is
# sanitised by the build stage of a grading run and never by this option.

# What is watched in every build: unit tests, fuzz targets, the grader of e2e/sanitized (tests/sanitized).
set(WORKBOOK_SANITIZERS_WHOLE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)

if(WORKBOOK_SANITIZE)
    add_compile_options(
        -fsanitize=${WORKBOOK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${WORKBOOK_SANITIZE})
endif()

# For programs that run under the limits of a learner's code: the address space that a sanitizer reserves is more
# than they may have. They link no library of the grader's.
function(workbook_without_sanitizers target)
    if(WORKBOOK_SANITIZE)
        target_compile_options(${target} PRIVATE -fno-sanitize=all)
        target_link_options(${target} PRIVATE -fno-sanitize=all)
    endif()
endfunction()
