/* The name that someone may have meant: the one fewest keystrokes away. */
#include <ctype.h>
#include <string.h>

#include "internal.h"

#define LONGEST 64

/* Case does not count, nor do the dots and rings of å ä ö and the accents, which cannot stand in a name of Lua and are
 * left out by many a file. VarvModel's `plainLetters` has the same letters. */
unsigned char varv_plain_letter(uint32_t code) {
    static const char plain[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy"; /* U+00C0...U+00FF */
    return code < 0x80 ? (unsigned char)tolower((int)code) : code >= 0xC0 && code <= 0xFF ? (unsigned char)plain[code - 0xC0] : 0;
}

/* A word as the distance sees it. */
static size_t fold(const char *s, size_t count, unsigned char *out) {
    size_t n = 0;
    for (size_t i = 0; i < count && n < LONGEST; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == 0xC3 && i + 1 < count && ((unsigned char)s[i + 1] & 0xC0) == 0x80)
            out[n++] = varv_plain_letter(0xC0 | ((unsigned char)s[++i] & 0x3F));
        else
            out[n++] = c < 0x80 ? varv_plain_letter(c) : c;
    }
    return n;
}

/* Farther away is another word; one of two letters is as near to half of all such words. */
static int farthest(size_t letters) { return letters < 3 ? 0 : letters < 6 ? 1 : (int)(letters / 3); }

/* Keystrokes between two words: insert, remove, replace, swap neighbours. */
static int distance(const unsigned char *a, size_t n, const unsigned char *b, size_t m, int most) {
    int rows[3][LONGEST + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++) last[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int least = now[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int d = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < d) d = last[j] + 1;
            if (now[j - 1] + 1 < d) d = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < d) d = before[j - 2] + 1;
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

int varv_distance(const char *word, size_t count, const char *name, size_t name_count) {
    unsigned char a[LONGEST], b[LONGEST];
    if (count == 0 || count > LONGEST || name_count == 0 || name_count > LONGEST) return -1;
    size_t n = fold(word, count, a), m = fold(name, name_count, b);
    int most = farthest(n), d = distance(a, n, b, m, most);
    return d <= most ? d : -1;
}

void varv_nearest_begin(varv_nearest *n, const char *word, size_t count) {
    n->word = word;
    n->count = count;
    n->best = NULL;
    n->best_count = 0;
    n->distance = LONGEST;
}

void varv_nearest_consider(varv_nearest *n, const char *name, size_t count) {
    int d = varv_distance(n->word, n->count, name, count);
    if (d < 0 || d > n->distance) return;
    if (d == n->distance && n->best != NULL) { /* the order of a table is chance; that of bytes is not */
        size_t least = count < n->best_count ? count : n->best_count;
        int order = memcmp(name, n->best, least);
        if (order > 0 || (order == 0 && count >= n->best_count)) return;
    }
    n->best = name;
    n->best_count = count;
    n->distance = d;
}
