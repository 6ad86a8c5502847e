#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// How often a program that links this has asked malloc(3) and its kin for memory until now, on all
/// of its threads.
long allocation_count(void);

#endif
