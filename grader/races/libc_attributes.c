/* Attributes of mutexes, locks, condition variables and barriers (pthread_mutexattr_setpshared(3p)). */
#include "races/attributes.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

int attribute_bits(const void *attribute)
{
    return attribute != NULL ? *(const int *)attribute : 0;
}

static int clear(void *attribute)
{
    *(int *)attribute = 0;
    return 0;
}

static int set_bit(void *attribute, int bit, bool value)
{
    int *bits = attribute;
    *bits = value ? *bits | bit : *bits & ~bit;
    return 0;
}

static int set_shared(void *attribute, int shared)
{
    return set_bit(attribute, ATTRIBUTE_SHARED, shared == PTHREAD_PROCESS_SHARED);
}

int model_pthread_mutexattr_init(pthread_mutexattr_t *attribute)
{
    return clear(attribute);
}

int model_pthread_mutexattr_destroy(pthread_mutexattr_t *attribute)
{
    (void)attribute;
    return 0;
}

int model_pthread_mutexattr_setpshared(pthread_mutexattr_t *attribute, int shared)
{
    return set_shared(attribute, shared);
}

int model_pthread_mutexattr_settype(pthread_mutexattr_t *attribute, int type)
{
    if (type != PTHREAD_MUTEX_NORMAL && type != PTHREAD_MUTEX_RECURSIVE &&
        type != PTHREAD_MUTEX_ERRORCHECK && type != PTHREAD_MUTEX_ADAPTIVE_NP) {
        return EINVAL;
    }
    set_bit(attribute, ATTRIBUTE_RECURSIVE, type == PTHREAD_MUTEX_RECURSIVE);
    return set_bit(attribute, ATTRIBUTE_ERRORCHECK, type == PTHREAD_MUTEX_ERRORCHECK);
}

/* A dead holder is not simulated: nobody is ever told of one. */
int model_pthread_mutexattr_setrobust(pthread_mutexattr_t *attribute, int robust)
{
    (void)attribute;
    (void)robust;
    return 0;
}

int model_pthread_condattr_init(pthread_condattr_t *attribute)
{
    return clear(attribute);
}

int model_pthread_condattr_destroy(pthread_condattr_t *attribute)
{
    (void)attribute;
    return 0;
}

int model_pthread_condattr_setpshared(pthread_condattr_t *attribute, int shared)
{
    return set_shared(attribute, shared);
}

int model_pthread_condattr_setclock(pthread_condattr_t *attribute, clockid_t clock)
{
    return set_bit(attribute, ATTRIBUTE_MONOTONIC, clock == CLOCK_MONOTONIC);
}

int model_pthread_rwlockattr_init(pthread_rwlockattr_t *attribute)
{
    return clear(attribute);
}

int model_pthread_rwlockattr_destroy(pthread_rwlockattr_t *attribute)
{
    (void)attribute;
    return 0;
}

int model_pthread_rwlockattr_setpshared(pthread_rwlockattr_t *attribute, int shared)
{
    return set_shared(attribute, shared);
}

int model_pthread_barrierattr_init(pthread_barrierattr_t *attribute)
{
    return clear(attribute);
}

int model_pthread_barrierattr_destroy(pthread_barrierattr_t *attribute)
{
    (void)attribute;
    return 0;
}

int model_pthread_barrierattr_setpshared(pthread_barrierattr_t *attribute, int shared)
{
    return set_shared(attribute, shared);
}
