#include "gradebook/class.h"

#include "gradebook/gradebook_private.h"

static bool visit_one(struct gradebook *gradebook, const struct policy *policy,
                      const struct gradebook_exercises *exercises, const char *id,
                      const struct class_visitor *visitor, struct error *err)
{
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    AUTO_MARK struct mark mark = {0};
    if (!gradebook_read_student(gradebook, id, &record, err)) {
        return false;
    }
    mark_make(&mark, policy, exercises, &record);
    const struct class_member member = {.record = &record, .mark = &mark};
    visitor->visit(&member, visitor->context);
    return true;
}

static void begin(const struct policy *policy, const struct gradebook_exercises *exercises,
                  const struct class_visitor *visitor)
{
    const struct gradebook_record nobody = {.student.id = ""};
    AUTO_MARK struct mark blank = {0};
    mark_make(&blank, policy, exercises, &nobody);
    if (visitor->begin != NULL) {
        visitor->begin(&blank, visitor->context);
    }
}

static bool visit_all(struct gradebook *gradebook, const struct policy *policy,
                      const struct class_visitor *visitor, struct error *err)
{
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    AUTO_GRADEBOOK_IDS struct gradebook_ids ids = {0};
    if (!gradebook_read_exercises(gradebook, &exercises, err) ||
        !gradebook_read_ids(gradebook, &ids, err)) {
        return false;
    }
    begin(policy, &exercises, visitor);
    for (size_t i = 0; i < ids.count; i++) {
        if (!visit_one(gradebook, policy, &exercises, ids.items[i], visitor, err)) {
            return false;
        }
    }
    return true;
}

bool class_visit(struct gradebook *gradebook, const struct policy *policy,
                 const struct class_visitor *visitor, struct error *err)
{
    if (!database_begin_reading(gradebook->database, err)) {
        return false;
    }
    bool visited = visit_all(gradebook, policy, visitor, err);
    database_roll_back(gradebook->database);
    return visited;
}

bool class_read_member(struct gradebook *gradebook, const struct policy *policy, const char *id,
                       struct gradebook_exercises *exercises, struct gradebook_record *record,
                       struct mark *mark, struct error *err)
{
    if (!gradebook_read_exercises(gradebook, exercises, err) ||
        !gradebook_read_student(gradebook, id, record, err)) {
        return false;
    }
    mark_make(mark, policy, exercises, record);
    return true;
}
