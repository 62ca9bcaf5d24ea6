/* What people write when they share memory for the first time, right and wrong: flags, semaphores, rings, a ring for
 * many, a lock of one's own. Compiled like a learner's file. */
#include "classics.h"

#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <unistd.h>

#define SETUP(name)                void name##_setup(struct classic *m)
#define PROCESS(name, number)      void name##_##number(struct classic *m)
#define LOAD(place, order)         atomic_load_explicit(&m->place, memory_order_##order)
#define STORE(place, value, order) atomic_store_explicit(&m->place, value, memory_order_##order)
#define UNTIL(condition)                                                                           \
    while (!(condition)) {                                                                         \
    }

/* --- one message behind a flag ------------------------------------------------------------- */

static void put_text(struct classic *m, const char *text)
{
    strcpy(m->text, text);
}

static void note_text(const char *from)
{
    char text[TEXT_MAX] = "";
    strncpy(text, from, TEXT_MAX - 1);
    races_note("%s", text);
}

#define FLAG(name, raise, look)                                                                    \
    SETUP(name)                                                                                    \
    {                                                                                              \
        (void)m;                                                                                   \
    }                                                                                              \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        put_text(m, "hello");                                                                      \
        raise;                                                                                     \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        look;                                                                                      \
        note_text(m->text);                                                                        \
    }

static int said; /* each process has one of its own */

FLAG(flag_right, STORE(ready, 1, release), UNTIL(LOAD(ready, acquire)))
FLAG(flag_load_relaxed, STORE(ready, 1, release), UNTIL(LOAD(ready, relaxed)))
FLAG(flag_relaxed, STORE(ready, 1, relaxed), UNTIL(LOAD(ready, relaxed)))
FLAG(flag_plain, m->plain = 1, UNTIL(m->plain))
FLAG(flag_volatile, m->eager = 1, UNTIL(m->eager))
FLAG(flag_static, said = 1, UNTIL(said))
FLAG(flag_never, (void)0, UNTIL(LOAD(ready, acquire)))
FLAG(flag_slept_for, (void)0, sleep(1))

FLAG(
    flag_fences,
    {
        atomic_thread_fence(memory_order_release);
        STORE(ready, 1, relaxed);
    },
    {
        for (int tries = 0; tries < 100000 && !LOAD(ready, relaxed); tries++) {
            usleep(100);
        }
        atomic_thread_fence(memory_order_acquire);
    })

FLAG(
    flag_printed,
    {
        STORE(ready, 1, relaxed);
        snprintf(m->text, sizeof m->text, "%s", "hello");
        printf("sent %s\n", m->text);
    },
    UNTIL(LOAD(ready, acquire)))

SETUP(flag_early)
{
    (void)m;
}
PROCESS(flag_early, 0)
{
    STORE(ready, 1, release);
    put_text(m, "hello");
}
PROCESS(flag_early, 1)
{
    UNTIL(LOAD(ready, acquire));
    note_text(m->text);
}

SETUP(flag_pointer)
{
    (void)m;
}
PROCESS(flag_pointer, 0)
{
    put_text(m, "hello");
    m->pointer = m->text;
    STORE(ready, 1, release);
}
PROCESS(flag_pointer, 1)
{
    UNTIL(LOAD(ready, acquire));
    note_text(m->pointer);
}

/* --- three messages between semaphores ----------------------------------------------------- */

static const char *const words[] = {"one", "two", "three"};

#define SEMAPHORES(name, setup, room, filled, wait, emptied)                                       \
    SETUP(name)                                                                                    \
    {                                                                                              \
        (void)m;                                                                                   \
        setup;                                                                                     \
    }                                                                                              \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        for (int i = 0; i < 3; i++) {                                                              \
            room;                                                                                  \
            put_text(m, words[i]);                                                                 \
            filled;                                                                                \
        }                                                                                          \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        for (int i = 0; i < 3; i++) {                                                              \
            wait;                                                                                  \
            note_text(m->text);                                                                    \
            races_note(" ");                                                                       \
            emptied;                                                                               \
        }                                                                                          \
    }

static void make_pair(sem_t *full, sem_t *empty, int shared, unsigned room)
{
    sem_init(full, shared, 0);
    sem_init(empty, 1, room);
}

static sem_t own_full, own_empty;

static void change(int set, unsigned short number, short by)
{
    struct sembuf operation = {.sem_num = number, .sem_op = by};
    semop(set, &operation, 1);
}

static void make_set(struct classic *m)
{
    m->set = semget(IPC_PRIVATE, 2, 0600);
    semctl(m->set, 0, SETVAL, 0);
    semctl(m->set, 1, SETVAL, 1);
}

SEMAPHORES(sem_right, make_pair(&m->full, &m->empty, 1, 1), sem_wait(&m->empty), sem_post(&m->full),
           sem_wait(&m->full), sem_post(&m->empty))
SEMAPHORES(sem_no_room_at_first, make_pair(&m->full, &m->empty, 1, 0), sem_wait(&m->empty),
           sem_post(&m->full), sem_wait(&m->full), sem_post(&m->empty))
SEMAPHORES(sem_no_wait_for_room, make_pair(&m->full, &m->empty, 1, 1), (void)0, sem_post(&m->full),
           sem_wait(&m->full), (void)0)
SEMAPHORES(sem_not_initialised, sem_init(&m->empty, 1, 1), sem_wait(&m->empty), sem_post(&m->full),
           sem_wait(&m->full), sem_post(&m->empty))
SEMAPHORES(sem_in_statics, make_pair(&own_full, &own_empty, 1, 1), sem_wait(&own_empty),
           sem_post(&own_full), sem_wait(&own_full), sem_post(&own_empty))
SEMAPHORES(sem_not_shared, make_pair(&m->full, &m->empty, 0, 1), sem_wait(&m->empty),
           sem_post(&m->full), sem_wait(&m->full), sem_post(&m->empty))
SEMAPHORES(sem_swapped, make_pair(&m->full, &m->empty, 1, 1), sem_wait(&m->full),
           sem_post(&m->empty), sem_wait(&m->full), sem_post(&m->empty))
SEMAPHORES(sem_of_system_v, make_set(m), change(m->set, 1, -1), change(m->set, 0, 1),
           change(m->set, 0, -1), change(m->set, 1, 1))

/* Wakes the reader only when it says that it sleeps. */
SEMAPHORES(
    wake_exchanged, sem_init(&m->full, 1, 0), UNTIL(!LOAD(ready, seq_cst)),
    {
        STORE(ready, 1, seq_cst);
        if (atomic_exchange(&m->sleeping, 0)) {
            sem_post(&m->full);
        }
    },
    if (!LOAD(ready, seq_cst)) {
        STORE(sleeping, 1, seq_cst);
        sem_wait(&m->full);
    },
    STORE(ready, 0, seq_cst))

#define WAKE(name, load, store)                                                                    \
    SEMAPHORES(                                                                                    \
        name, sem_init(&m->full, 1, 0), UNTIL(!LOAD(ready, acquire)),                              \
        {                                                                                          \
            STORE(ready, 1, store);                                                                \
            if (LOAD(sleeping, load)) {                                                            \
                sem_post(&m->full);                                                                \
            }                                                                                      \
        },                                                                                         \
        {                                                                                          \
            STORE(sleeping, 1, store);                                                             \
            while (!LOAD(ready, load)) {                                                           \
                sem_wait(&m->full);                                                                \
            }                                                                                      \
            STORE(sleeping, 0, store);                                                             \
        },                                                                                         \
        STORE(ready, 0, release))

WAKE(wake_acquire_release, acquire, release)
WAKE(wake_strong, seq_cst, seq_cst)

/* --- four items through a ring ------------------------------------------------------------- */

#define RING(name, mine, load, store, room, put_before, put_after, take_before, take_after)        \
    SETUP(name)                                                                                    \
    {                                                                                              \
        (void)m;                                                                                   \
    }                                                                                              \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        for (int item = 1; item <= 4; item++) {                                                    \
            const unsigned head = LOAD(head, mine);                                                \
            UNTIL(head - LOAD(tail, load) < (room));                                               \
            put_before;                                                                            \
            STORE(head, head + 1, store);                                                          \
            put_after;                                                                             \
        }                                                                                          \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        for (int i = 0; i < 4; i++) {                                                              \
            int item = -1;                                                                         \
            const unsigned tail = LOAD(tail, mine);                                                \
            UNTIL(LOAD(head, load) != tail);                                                       \
            take_before;                                                                           \
            STORE(tail, tail + 1, store);                                                          \
            take_after;                                                                            \
            races_note("%d ", item);                                                               \
        }                                                                                          \
    }

#define PUT         m->slots[head % SLOTS] = item
#define TAKE        item = m->slots[tail % SLOTS]
#define PUT_ATOMIC  STORE(atomic_slots[head % SLOTS], item, relaxed)
#define TAKE_ATOMIC item = LOAD(atomic_slots[tail % SLOTS], relaxed)
#define NOTHING     (void)0

RING(ring_right, relaxed, acquire, release, SLOTS, PUT, NOTHING, TAKE, NOTHING)
RING(ring_strong, seq_cst, seq_cst, seq_cst, SLOTS, PUT, NOTHING, TAKE, NOTHING)
RING(ring_relaxed, relaxed, relaxed, relaxed, SLOTS, PUT, NOTHING, TAKE, NOTHING)
RING(ring_all_relaxed, relaxed, relaxed, relaxed, SLOTS, PUT_ATOMIC, NOTHING, TAKE_ATOMIC, NOTHING)
RING(ring_published_first, relaxed, acquire, release, SLOTS, NOTHING, PUT, TAKE, NOTHING)
RING(ring_freed_first, relaxed, acquire, release, SLOTS, PUT, NOTHING, NOTHING, TAKE)
RING(ring_one_too_many, relaxed, acquire, release, SLOTS + 1, PUT, NOTHING, TAKE, NOTHING)

/* --- two producers and two consumers ------------------------------------------------------- */

#define MANY(name, setup)                                                                          \
    SETUP(name)                                                                                    \
    {                                                                                              \
        setup;                                                                                     \
    }                                                                                              \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        name##_put(m, 10);                                                                         \
        name##_put(m, 11);                                                                         \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        name##_put(m, 20);                                                                         \
        name##_put(m, 21);                                                                         \
    }                                                                                              \
    PROCESS(name, 2)                                                                               \
    {                                                                                              \
        races_note("%d ", name##_get(m));                                                          \
        races_note("%d ", name##_get(m));                                                          \
    }                                                                                              \
    PROCESS(name, 3)                                                                               \
    {                                                                                              \
        races_note("%d ", name##_get(m));                                                          \
        races_note("%d ", name##_get(m));                                                          \
    }

static void make_three(struct classic *m)
{
    sem_init(&m->mutex, 1, 1);
    sem_init(&m->empty, 1, SLOTS);
    sem_init(&m->full, 1, 0);
}

#define LOCKED_RING(name, before_put, after_put, before_get, after_get)                            \
    static void name##_put(struct classic *m, int item)                                            \
    {                                                                                              \
        before_put;                                                                                \
        const unsigned head = LOAD(head, relaxed);                                                 \
        m->slots[head % SLOTS] = item;                                                             \
        STORE(head, head + 1, relaxed);                                                            \
        after_put;                                                                                 \
    }                                                                                              \
    static int name##_get(struct classic *m)                                                       \
    {                                                                                              \
        before_get;                                                                                \
        const unsigned tail = LOAD(tail, relaxed);                                                 \
        const int item = m->slots[tail % SLOTS];                                                   \
        STORE(tail, tail + 1, relaxed);                                                            \
        after_get;                                                                                 \
        return item;                                                                               \
    }                                                                                              \
    MANY(name, make_three(m))

#define BOTH(first, second) (sem_wait(&m->first), sem_wait(&m->second))
#define POST(first, second) (sem_post(&m->first), sem_post(&m->second))

LOCKED_RING(many_right, BOTH(empty, mutex), POST(mutex, full), BOTH(full, mutex),
            POST(mutex, empty))
LOCKED_RING(many_no_wait_for_room, sem_wait(&m->mutex), POST(mutex, full), BOTH(full, mutex),
            sem_post(&m->mutex))
LOCKED_RING(many_no_mutex, sem_wait(&m->empty), sem_post(&m->full), sem_wait(&m->full),
            sem_post(&m->empty))
LOCKED_RING(many_mutex_first, BOTH(mutex, empty), POST(mutex, full), BOTH(mutex, full),
            POST(mutex, empty))

/* Each cell has a turn of its own; a place is claimed by an exchange (Vyukov). */
static unsigned claim(struct classic *m, atomic_uint *end, unsigned offset)
{
    unsigned place = atomic_load_explicit(end, memory_order_relaxed);
    for (;;) {
        const struct cell *cell = &m->cells[place % SLOTS];
        if (atomic_load_explicit(&cell->turn, memory_order_acquire) != place + offset) {
            place = atomic_load_explicit(end, memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(
                       end, &place, place + 1, memory_order_relaxed, memory_order_relaxed)) {
            return place;
        }
    }
}

#define CELLS(name, order)                                                                         \
    static void name##_put(struct classic *m, int item)                                            \
    {                                                                                              \
        const unsigned place = claim(m, &m->head, 0);                                              \
        m->cells[place % SLOTS].value = item;                                                      \
        STORE(cells[place % SLOTS].turn, place + 1, order);                                        \
    }                                                                                              \
    static int name##_get(struct classic *m)                                                       \
    {                                                                                              \
        const unsigned place = claim(m, &m->tail, 1);                                              \
        const int item = m->cells[place % SLOTS].value;                                            \
        STORE(cells[place % SLOTS].turn, place + SLOTS, release);                                  \
        return item;                                                                               \
    }                                                                                              \
    MANY(name, m->cells[1].turn = 1)

CELLS(cells_right, release)
CELLS(cells_relaxed, relaxed)

/* --- a lock of two flags and a turn (Peterson) --------------------------------------------- */

#define PETERSON(name, load, store)                                                                \
    SETUP(name)                                                                                    \
    {                                                                                              \
        (void)m;                                                                                   \
    }                                                                                              \
    static void name##_add(struct classic *m, int me)                                              \
    {                                                                                              \
        STORE(wants[me], 1, store);                                                                \
        STORE(turn, !me, store);                                                                   \
        while (LOAD(wants[!me], load) && LOAD(turn, load) == !me) {                                \
        }                                                                                          \
        m->count++;                                                                                \
        STORE(wants[me], 0, store);                                                                \
    }                                                                                              \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        name##_add(m, 0);                                                                          \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        name##_add(m, 1);                                                                          \
    }

PETERSON(peterson_strong, seq_cst, seq_cst)
PETERSON(peterson_acquire_release, acquire, release)
