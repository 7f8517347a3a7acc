#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct start {
    char name[16];
    void (*work)(void *);
    void *context;
};

static void *begin(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
    pthread_setname_np(pthread_self(), start.name);
    start.work(start.context);
    return NULL;
}

int varv_start_thread(const char *name, size_t stack_bytes, void (*work)(void *), void *context) {
    struct start *start = calloc(1, sizeof *start);
    if (!start) return -ENOMEM;
    strncpy(start->name, name, sizeof start->name - 1);
    start->work = work;
    start->context = context;

    pthread_t thread;
    pthread_attr_t attributes;
    int e = pthread_attr_init(&attributes);
    if (e == 0) {
        e = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        if (e == 0) e = pthread_attr_setstacksize(&attributes, stack_bytes);
        if (e == 0) e = pthread_create(&thread, &attributes, begin, start);
        pthread_attr_destroy(&attributes);
    }
    if (e != 0) free(start);
    return -e;
}
