// boost.cpp - boost::lockfree::spsc_queue, with the storage inside the object, in shared memory.
#include "contender.h"

#include <boost/lockfree/spsc_queue.hpp>
#include <new>

namespace {

template <typename Item>
using queue = boost::lockfree::spsc_queue<Item, boost::lockfree::capacity<BENCH_CAPACITY>>;

uint64_t &number_of(uint64_t &item)
{
    return item;
}

uint64_t &number_of(item64 &item)
{
    return item.number;
}

template <typename Item> void produce_items(void *memory, uint64_t count)
{
    auto *items = static_cast<queue<Item> *>(memory);
    Item item{};

    for (uint64_t i = 0; i < count; i++) {
        number_of(item) = i;
        while (!items->push(item)) {
            bench_relax();
        }
    }
}

template <typename Item> uint64_t consume_items(void *memory, uint64_t count)
{
    auto *items = static_cast<queue<Item> *>(memory);
    Item item;
    uint64_t wrong = 0;

    for (uint64_t i = 0; i < count; i++) {
        while (!items->pop(item)) {
            bench_relax();
        }
        wrong += number_of(item) != i;
    }
    return wrong;
}

size_t boost_size(size_t item_size)
{
    return item_size == sizeof(uint64_t) ? sizeof(queue<uint64_t>) : sizeof(queue<item64>);
}

int boost_init(void *memory, size_t item_size)
{
    if (item_size == sizeof(uint64_t)) {
        new (memory) queue<uint64_t>;
    } else {
        new (memory) queue<item64>;
    }
    return 0;
}

void boost_produce(void *memory, size_t item_size, uint64_t count)
{
    if (item_size == sizeof(uint64_t)) {
        produce_items<uint64_t>(memory, count);
    } else {
        produce_items<item64>(memory, count);
    }
}

uint64_t boost_consume(void *memory, size_t item_size, uint64_t count)
{
    return item_size == sizeof(uint64_t) ? consume_items<uint64_t>(memory, count)
                                         : consume_items<item64>(memory, count);
}

} // namespace

extern "C" const contender contender_boost = {
    "boost spsc_queue", 0, 1, boost_size, boost_init, boost_produce, boost_consume, nullptr,
};
