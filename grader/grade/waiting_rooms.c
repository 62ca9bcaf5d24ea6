#include "grade/waiting_rooms.h"

#include "base/memory.h"

#include <pthread.h>
#include <stdlib.h>

/* A plan that a room is wanted for. */
struct place {
    struct examination_plan plan;
    struct exam_room *room; /* NULL: none yet, or taken */
    bool hopeless;          /* could not be opened */
};

struct waiting_rooms {
    const struct machine *machine;
    pthread_t keeper;

    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t changed;
    struct place places[WAITING_ROOMS_MAX];
    size_t count;
    unsigned paused; /* gradings under way */
    bool ending;
};

/* --- the keeper --------------------------------------------------------------------------------
 */

static struct place *find_empty(struct waiting_rooms *rooms)
{
    for (size_t i = 0; rooms->paused == 0 && i < rooms->count; i++) {
        if (rooms->places[i].room == NULL && !rooms->places[i].hopeless) {
            return &rooms->places[i];
        }
    }
    return NULL;
}

static struct place *find_place(struct waiting_rooms *rooms, const struct exam_room *room)
{
    for (size_t i = 0; i < rooms->count; i++) {
        if (rooms->places[i].room == NULL && exam_room_fits(room, &rooms->places[i].plan)) {
            return &rooms->places[i];
        }
    }
    return NULL;
}

/* Opens one without the lock; by then it may be wanted no more. */
static void fill(struct waiting_rooms *rooms, const struct place *place)
{
    struct examination_plan plan = place->plan;
    struct error ignored;
    pthread_mutex_unlock(&rooms->lock);
    struct exam_room *room = exam_room_open(rooms->machine, &plan, &ignored);
    pthread_mutex_lock(&rooms->lock);
    if (room == NULL) {
        for (size_t i = 0; i < rooms->count; i++) {
            rooms->places[i].hopeless = true;
        }
        return;
    }
    struct place *free_place = find_place(rooms, room);
    if (free_place != NULL) {
        free_place->room = room;
    } else {
        exam_room_close(room);
    }
}

static void *keep(void *context)
{
    struct waiting_rooms *rooms = context;
    pthread_mutex_lock(&rooms->lock);
    while (!rooms->ending) {
        const struct place *empty = find_empty(rooms);
        if (empty != NULL) {
            fill(rooms, empty);
        } else {
            pthread_cond_wait(&rooms->changed, &rooms->lock);
        }
    }
    pthread_mutex_unlock(&rooms->lock);
    return NULL;
}

/* --- the gradings' side ------------------------------------------------------------------------
 */

struct waiting_rooms *waiting_rooms_create(const struct machine *machine)
{
    struct waiting_rooms *rooms = memory_allocate(1, sizeof *rooms);
    rooms->machine = machine;
    pthread_mutex_init(&rooms->lock, NULL);
    pthread_cond_init(&rooms->changed, NULL);
    if (pthread_create(&rooms->keeper, NULL, keep, rooms) != 0) {
        free(rooms);
        return NULL;
    }
    return rooms;
}

static void close_all(struct waiting_rooms *rooms)
{
    for (size_t i = 0; i < rooms->count; i++) {
        exam_room_close(rooms->places[i].room);
        rooms->places[i].room = NULL;
    }
    rooms->count = 0;
}

void waiting_rooms_destroy(struct waiting_rooms *rooms)
{
    if (rooms == NULL) {
        return;
    }
    pthread_mutex_lock(&rooms->lock);
    rooms->ending = true;
    pthread_cond_signal(&rooms->changed);
    pthread_mutex_unlock(&rooms->lock);
    pthread_join(rooms->keeper, NULL);
    close_all(rooms);
    pthread_cond_destroy(&rooms->changed);
    pthread_mutex_destroy(&rooms->lock);
    free(rooms);
}

static bool are_wanted_already(const struct waiting_rooms *rooms,
                               const struct examination_plan *plans, size_t count)
{
    bool same = rooms->count == count;
    for (size_t i = 0; same && i < count; i++) {
        same = examination_plans_agree(&rooms->places[i].plan, &plans[i]);
    }
    return same;
}

void waiting_rooms_want(struct waiting_rooms *rooms, const struct examination_plan *plans,
                        size_t count)
{
    if (rooms == NULL) {
        return;
    }
    count = count < WAITING_ROOMS_MAX ? count : WAITING_ROOMS_MAX;
    pthread_mutex_lock(&rooms->lock);
    if (!are_wanted_already(rooms, plans, count)) {
        close_all(rooms);
        for (size_t i = 0; i < count; i++) {
            rooms->places[i] = (struct place){.plan = plans[i]};
        }
        rooms->count = count;
    }
    for (size_t i = 0; i < count; i++) {
        rooms->places[i].hopeless = false;
    }
    pthread_cond_signal(&rooms->changed);
    pthread_mutex_unlock(&rooms->lock);
}

void waiting_rooms_pause(struct waiting_rooms *rooms)
{
    if (rooms != NULL) {
        pthread_mutex_lock(&rooms->lock);
        rooms->paused++;
        pthread_mutex_unlock(&rooms->lock);
    }
}

void waiting_rooms_resume(struct waiting_rooms *rooms)
{
    if (rooms != NULL) {
        pthread_mutex_lock(&rooms->lock);
        rooms->paused--;
        pthread_cond_signal(&rooms->changed);
        pthread_mutex_unlock(&rooms->lock);
    }
}

static struct exam_room *take_from(struct place *place)
{
    struct exam_room *room = place->room;
    place->room = NULL;
    if (exam_room_is_alive(room)) {
        return room;
    }
    exam_room_close(room);
    return NULL;
}

struct exam_room *waiting_rooms_take(struct waiting_rooms *rooms,
                                     const struct examination_plan *plan)
{
    struct exam_room *room = NULL;
    if (rooms == NULL) {
        return NULL;
    }
    pthread_mutex_lock(&rooms->lock);
    for (size_t i = 0; room == NULL && i < rooms->count; i++) {
        if (rooms->places[i].room != NULL && exam_room_fits(rooms->places[i].room, plan)) {
            room = take_from(&rooms->places[i]);
        }
    }
    pthread_mutex_unlock(&rooms->lock);
    return room;
}

void waiting_rooms_give_back(struct waiting_rooms *rooms, struct exam_room *room)
{
    if (rooms == NULL || room == NULL) {
        exam_room_close(room);
        return;
    }
    pthread_mutex_lock(&rooms->lock);
    struct place *place = find_place(rooms, room);
    if (place != NULL) {
        place->room = room;
    }
    pthread_mutex_unlock(&rooms->lock);
    if (place == NULL) {
        exam_room_close(room);
    }
}
