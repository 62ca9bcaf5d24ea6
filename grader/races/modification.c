/* What read-modify-writes make of a value. */
#include "races/accesses.h"

uint64_t atomic_mask(uint32_t size)
{
    return size >= 8 ? UINT64_MAX : (UINT64_C(1) << 8 * size) - 1;
}

uint64_t atomic_modified(const struct operation *operation, uint64_t old)
{
    const uint64_t operand = operation->operand;
    uint64_t value = operand;
    switch (operation->modification) {
    case MODIFY_EXCHANGE:
        value = operand;
        break;
    case MODIFY_ADD:
        value = old + operand;
        break;
    case MODIFY_SUBTRACT:
        value = old - operand;
        break;
    case MODIFY_AND:
        value = old & operand;
        break;
    case MODIFY_OR:
        value = old | operand;
        break;
    case MODIFY_XOR:
        value = old ^ operand;
        break;
    case MODIFY_NAND:
        value = ~(old & operand);
        break;
    }
    return value & atomic_mask(operation->size);
}
