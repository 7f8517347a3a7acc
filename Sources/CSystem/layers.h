/* The single locks, each in its own file; lockdown.c puts them on in order. Not part of the module. */
#ifndef VARV_LAYERS_H
#define VARV_LAYERS_H

#include "CSystem.h"

#include <signal.h>

/* The memory a process occupies, as setrlimit counts it. */
struct varv_footprint {
    int64_t address_space;
    int64_t data;
};

/* Reads it from /proc; zero when it cannot be read. Before landlock. */
struct varv_footprint varv_footprint_now(void);

/* Bits of varv_layer that became active. */
uint32_t varv_apply_landlock(void);
uint32_t varv_apply_seccomp(const struct varv_lockdown *plan);

/* Whose child this is, from before the lock-down: afterwards even asking is forbidden. */
extern pid_t varv_host_process;

/* Set while a frame is only half on its way. */
extern volatile sig_atomic_t varv_inside_frame;

/* What varv_end_at_limit asks for the place; before seccomp. */
void varv_prepare_last_words(int (*place)(char *file, size_t room));

/* Bits of varv_layer; 0 when one of them could not be had. */
uint32_t varv_apply_limits(const struct varv_lockdown *plan, struct varv_footprint before);
/* On the script thread, whose routine its handler looks at. */
uint32_t varv_start_timer(const struct varv_lockdown *plan);

#endif
