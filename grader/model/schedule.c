#include "model/schedule.h"

#include <stdlib.h>

static void finish_order_place(struct order_place *place)
{
    free(place->function);
    free(place->operation);
    free(place->object);
    free(place->order);
}

void schedule_destroy(struct schedule *schedule)
{
    if (schedule == NULL) {
        return;
    }
    for (size_t i = 0; i < schedule->process_count; i++) {
        free(schedule->processes[i]);
    }
    for (size_t i = 0; i < schedule->step_count; i++) {
        free(schedule->steps[i].function);
        free(schedule->steps[i].did);
    }
    for (size_t i = 0; i < schedule->repair_count; i++) {
        finish_order_place(&schedule->repair[i].place);
        free(schedule->repair[i].instead);
    }
    free(schedule->processes);
    free(schedule->steps);
    free(schedule->rule);
    free(schedule->repair);
    free(schedule->atomic);
    free(schedule);
}

void weakest_orders_destroy(struct weakest_orders *weakest)
{
    if (weakest == NULL) {
        return;
    }
    for (size_t i = 0; i < weakest->advice_count; i++) {
        finish_order_place(&weakest->advice[i].place);
        free(weakest->advice[i].alone);
        free(weakest->advice[i].together);
    }
    free(weakest->advice);
    free(weakest);
}
