#include "driver/call.h"

#include "driver/buffers.h"
#include "driver/crash.h"
#include "driver/creations.h"
#include "driver/traits.h"
#include "driver/wall_clock.h"

#include <errno.h>
#include <ffi.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

/* Everything that libffi wants to have in one place for one call. */
struct call {
    struct buffer buffers[WIRE_ARGUMENTS_MAX];
    ffi_type *types[WIRE_ARGUMENTS_MAX];
    uint64_t scalars[WIRE_ARGUMENTS_MAX];
    void *values[WIRE_ARGUMENTS_MAX];
};

static ffi_type *ffi_type_of(uint32_t type)
{
    static ffi_type *key_parts_elements[] = {&ffi_type_uint8, &ffi_type_uint8, &ffi_type_uint16,
                                             NULL};
    static ffi_type key_parts = {.type = FFI_TYPE_STRUCT, .elements = key_parts_elements};
    switch (type) {
    case WIRE_VOID:
        return &ffi_type_void;
    case WIRE_I32:
        return &ffi_type_sint32;
    case WIRE_U32:
        return &ffi_type_uint32;
    case WIRE_I64:
        return &ffi_type_sint64;
    case WIRE_U64:
        return &ffi_type_uint64;
    case WIRE_BOOL:
        return &ffi_type_uint8;
    case WIRE_POINTER:
        return &ffi_type_pointer;
    case WIRE_STRUCT:
        return &key_parts;
    default:
        return NULL;
    }
}

static bool prepare_argument(struct call *call, uint32_t index,
                             const struct wire_argument *argument, const unsigned char *data)
{
    call->types[index] = ffi_type_of(argument->type);
    call->scalars[index] = argument->value;
    call->values[index] = &call->scalars[index];
    if (argument->passing == WIRE_BY_VALUE) {
        return call->types[index] != NULL;
    }
    if (!buffer_init(&call->buffers[index], data, argument->length)) {
        return false;
    }
    call->scalars[index] = (uintptr_t)call->buffers[index].bytes;
    return true;
}

static bool prepare_arguments(struct call *call, const struct wire_request *request,
                              const unsigned char *data)
{
    size_t used = 0;
    for (uint32_t i = 0; i < request->count; i++) {
        const struct wire_argument *argument = &request->arguments[i];
        if (!prepare_argument(call, i, argument, data + used)) {
            return false;
        }
        used += argument->passing == WIRE_BY_VALUE ? 0 : argument->length;
    }
    return true;
}

static uint64_t now_ns(void)
{
    struct timespec now = wall_clock_true_monotonic();
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

/* A traced call goes without libffi, whose four hundred instructions would all be stepped through.
 * The calling conventions of x86-64 and AArch64, the machines that the tracer knows, put the first
 * six integers and pointers into registers whatever their width, and all results that we have into
 * one register; a callee reads only as many bits as it was promised. */
enum { DIRECT_ARGUMENTS_MAX = 6 };

static uint64_t call_directly(void (*function)(void), const uint64_t *scalars)
{
    uint64_t (*direct)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t) =
        (uint64_t(*)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t))function;
    return direct(scalars[0], scalars[1], scalars[2], scalars[3], scalars[4], scalars[5]);
}

/* Both marks are made by one instruction and with one stack pointer: by that the tracer tells them from such a call
 * of the student's. */
static __attribute__((noinline)) void set_mark(int mark)
{
    (void)prctl(mark, 0UL, 0UL, 0UL, 0UL);
}

/* Calls the function. ffi_arg is what libffi widens small results to. */
static void invoke(ffi_cif *cif, void (*function)(void), struct call *call, bool traced,
                   struct wire_reply *reply)
{
    union {
        ffi_arg number;
        uint64_t wide;
        unsigned char bytes[WIRE_VALUE_MAX];
    } result = {.bytes = {0}};

    uint64_t begin_ns = now_ns();
    if (traced) {
        set_mark(WIRE_MARK_BEGIN);
    }
    errno = 0;
    if (traced && cif->nargs <= DIRECT_ARGUMENTS_MAX) {
        result.wide = call_directly(function, call->scalars);
    } else {
        ffi_call(cif, function, &result, call->values);
    }
    reply->error = errno;
    if (traced) {
        set_mark(WIRE_MARK_END);
    }
    reply->elapsed_ns = now_ns() - begin_ns;
    reply->value = result.wide;
    memcpy(reply->structure, result.bytes, sizeof reply->structure);
}

static void collect_buffers(const struct call *call, const struct wire_request *request,
                            struct wire_reply *reply, unsigned char *output)
{
    for (uint32_t i = 0; i < request->count; i++) {
        const struct buffer *buffer = &call->buffers[i];
        if (buffer_overran(buffer)) {
            reply->overrun |= 1U << i;
        }
        if (request->arguments[i].passing == WIRE_INOUT) {
            memcpy(output + reply->data_length, buffer->bytes, buffer->length);
            reply->data_length += (uint32_t)buffer->length;
        }
    }
}

void call_perform_function(const struct object *object, void (*function)(void),
                           const struct wire_request *request, const unsigned char *data,
                           struct wire_reply *reply, unsigned char *output)
{
    struct call call = {0};
    ffi_cif cif;
    if (prepare_arguments(&call, request, data) &&
        ffi_prep_cif(&cif, FFI_DEFAULT_ABI, request->count, ffi_type_of(request->returns),
                     call.types) == FFI_OK) {
        reply->function_offset = object_offset(object, (uintptr_t)function);
        creations_begin(object);
        crash_watch_buffers(call.buffers, request->count);
        invoke(&cif, function, &call, request->flags & WIRE_TRACED, reply);
        crash_watch_buffers(NULL, 0);
        creations_report(reply);
        reply->changed = request->flags & WIRE_WATCHED ? traits_look() : 0;
        collect_buffers(&call, request, reply, output);
        reply->event = WIRE_RETURNED;
    } else {
        reply->event = WIRE_REFUSED;
        reply->error = errno;
    }
    for (uint32_t i = 0; i < request->count; i++) {
        buffer_finish(&call.buffers[i]);
    }
}

void call_perform(const struct object *object, const struct wire_request *request,
                  const unsigned char *data, struct wire_reply *reply, unsigned char *output)
{
    void (*function)(void) = object_find(object, request->function);
    if (function == NULL) {
        reply->event = WIRE_MISSING;
        return;
    }
    call_perform_function(object, function, request, data, reply, output);
}
