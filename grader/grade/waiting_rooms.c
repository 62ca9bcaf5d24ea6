#include "grade/waiting_rooms.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <pthread.h>
#include <stdlib.h>

/* A plan that something is to stand ready for. */
struct place {
    struct examination_plan plan;
    struct waiting waiting; /* NULL: none yet, or taken */
    bool hopeless;          /* could not be opened */
};

struct waiting_rooms {
    const struct machine *machine;
    pthread_t porter;

    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t changed;
    struct place places[WAITING_ROOMS_MAX];
    size_t count;
    unsigned paused; /* gradings under way */
    bool ending;
};

/* --- the porter --------------------------------------------------------------------------- */

static struct place *find_incomplete(struct waiting_rooms *rooms)
{
    for (size_t i = 0; rooms->paused == 0 && i < rooms->count; i++) {
        struct place *place = &rooms->places[i];
        if ((place->waiting.site == NULL || place->waiting.room == NULL) && !place->hopeless) {
            return place;
        }
    }
    return NULL;
}

static struct place *find_place(struct waiting_rooms *rooms, const struct examination_plan *plan)
{
    for (size_t i = 0; i < rooms->count; i++) {
        if (examination_plans_agree(&rooms->places[i].plan, plan)) {
            return &rooms->places[i];
        }
    }
    return NULL;
}

/* Puts there what there is room for, and closes the rest. */
static void settle(struct place *place, struct waiting *waiting)
{
    if (place != NULL && place->waiting.site == NULL) {
        place->waiting.site = steal_pointer(&waiting->site);
    }
    if (place != NULL && place->waiting.room == NULL) {
        place->waiting.room = steal_pointer(&waiting->room);
    }
    build_site_close(waiting->site);
    exam_room_close(waiting->room);
}

/* Opens what is missing, without the lock; by then it may be wanted no more. */
static void complete(struct waiting_rooms *rooms, const struct place *place)
{
    struct examination_plan plan = place->plan;
    bool site = place->waiting.site == NULL;
    bool room = place->waiting.room == NULL;
    struct waiting opened = {0};
    struct error ignored;
    pthread_mutex_unlock(&rooms->lock);
    if (site) {
        opened.site = build_site_open(rooms->machine, plan.manifest,
                                      plan.memory ? BUILD_MEMORY : BUILD_NATIVE, &ignored);
    }
    if (room) {
        opened.room = exam_room_open(rooms->machine, &plan, &ignored);
    }
    pthread_mutex_lock(&rooms->lock);
    struct place *still = find_place(rooms, &plan);
    if (still != NULL) {
        still->hopeless = (site && opened.site == NULL) || (room && opened.room == NULL);
    }
    settle(still, &opened);
}

static void *keep(void *context)
{
    struct waiting_rooms *rooms = context;
    pthread_mutex_lock(&rooms->lock);
    while (!rooms->ending) {
        const struct place *incomplete = find_incomplete(rooms);
        if (incomplete != NULL) {
            complete(rooms, incomplete);
        } else {
            pthread_cond_wait(&rooms->changed, &rooms->lock);
        }
    }
    pthread_mutex_unlock(&rooms->lock);
    return NULL;
}

/* --- the gradings' side ------------------------------------------------------------------- */

struct waiting_rooms *waiting_rooms_create(const struct machine *machine)
{
    struct waiting_rooms *rooms = memory_allocate(1, sizeof *rooms);
    rooms->machine = machine;
    pthread_mutex_init(&rooms->lock, NULL);
    pthread_cond_init(&rooms->changed, NULL);
    if (pthread_create(&rooms->porter, NULL, keep, rooms) != 0) {
        free(rooms);
        return NULL;
    }
    return rooms;
}

static void close_all(struct waiting_rooms *rooms)
{
    for (size_t i = 0; i < rooms->count; i++) {
        settle(NULL, &rooms->places[i].waiting);
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
    pthread_join(rooms->porter, NULL);
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

struct waiting waiting_rooms_take(struct waiting_rooms *rooms, const struct examination_plan *plan)
{
    struct waiting taken = {0};
    if (rooms == NULL) {
        return taken;
    }
    pthread_mutex_lock(&rooms->lock);
    struct place *place = find_place(rooms, plan);
    if (place != NULL) {
        taken = place->waiting;
        place->waiting = (struct waiting){0};
    }
    pthread_mutex_unlock(&rooms->lock);
    if (taken.room != NULL && !exam_room_is_alive(taken.room)) {
        exam_room_close(taken.room);
        taken.room = NULL;
    }
    return taken;
}

void waiting_rooms_give_back(struct waiting_rooms *rooms, struct waiting *waiting)
{
    if (rooms == NULL || waiting->room == NULL) {
        settle(NULL, waiting); /* a compiler alone is no loss */
        return;
    }
    pthread_mutex_lock(&rooms->lock);
    struct place *place = NULL;
    for (size_t i = 0; place == NULL && i < rooms->count; i++) {
        place = exam_room_fits(waiting->room, &rooms->places[i].plan) ? &rooms->places[i] : NULL;
    }
    settle(place, waiting);
    pthread_mutex_unlock(&rooms->lock);
}
