/* The name that someone may have meant: the one fewest keystrokes away. */
#include <ctype.h>
#include <string.h>

#include "internal.h"

#define LONGEST 64

void varv_nearest_begin(varv_nearest *n, const char *word, size_t count) {
    n->word = word;
    n->count = count;
    n->best = NULL;
    n->best_count = 0;
    n->distance = count < 6 ? 1 : (int)(count / 3); /* farther away is another word */
}

/* Keystrokes between two words: insert, remove, replace, swap neighbours. Upper and lower case are the same key. */
static int distance(const char *a, size_t n, const char *b, size_t m, int most) {
    int rows[3][LONGEST + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++) last[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int least = now[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            int d = last[j - 1] + (x != y);
            if (last[j] + 1 < d) d = last[j] + 1;
            if (now[j - 1] + 1 < d) d = now[j - 1] + 1;
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) && tolower((unsigned char)a[i - 2]) == y &&
                before[j - 2] + 1 < d)
                d = before[j - 2] + 1;
            now[j] = d;
            if (d < least) least = d;
        }
        if (least > most) return least;
        int *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[m];
}

void varv_nearest_consider(varv_nearest *n, const char *name, size_t count) {
    if (count == 0 || count > LONGEST || n->count == 0 || n->count > LONGEST) return;
    int d = distance(n->word, n->count, name, count, n->distance);
    if (d > n->distance) return;
    if (d == n->distance && n->best != NULL) { /* the order of a table is chance; that of bytes is not */
        size_t least = count < n->best_count ? count : n->best_count;
        int order = memcmp(name, n->best, least);
        if (order > 0 || (order == 0 && count >= n->best_count)) return;
    }
    n->best = name;
    n->best_count = count;
    n->distance = d;
}
