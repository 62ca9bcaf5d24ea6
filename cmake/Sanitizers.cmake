# WORKBOOK_SANITIZE: sanitizers for the grader's own code (preset asan). A learner's code is
# sanitised by the build stage of a grading run and never by this option.

if(WORKBOOK_SANITIZE)
    add_compile_options(
        -fsanitize=${WORKBOOK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${WORKBOOK_SANITIZE})
endif()
