/* Texts, and how bytes of a stranger are shown. */
#include <string.h>

#include "internal.h"

#define VARV_TEXT_PAIR(id, sv, en) {sv, en},
static const char *const texts[VARV_TEXT_COUNT][2] = {VARV_TEXTS(VARV_TEXT_PAIR)};
#undef VARV_TEXT_PAIR

const char *varv_text(lua_State *L, varv_text_id id) {
    int language = varv_state_of(L)->config.language == VARV_EN ? VARV_EN : VARV_SV;
    return (unsigned)id < VARV_TEXT_COUNT ? texts[id][language] : "";
}

const char *varv_type_text(lua_State *L, int index) {
    switch (lua_type(L, index)) {
        case LUA_TBOOLEAN: return varv_text(L, VARV_TEXT_TYPE_BOOLEAN);
        case LUA_TNUMBER: return varv_text(L, VARV_TEXT_TYPE_NUMBER);
        case LUA_TSTRING: return varv_text(L, VARV_TEXT_TYPE_STRING);
        case LUA_TTABLE: return varv_text(L, VARV_TEXT_TYPE_TABLE);
        case LUA_TFUNCTION: return varv_text(L, VARV_TEXT_TYPE_FUNCTION);
        case LUA_TTHREAD: return varv_text(L, VARV_TEXT_TYPE_THREAD);
        case LUA_TUSERDATA:
        case LUA_TLIGHTUSERDATA: return varv_text(L, VARV_TEXT_TYPE_USERDATA);
        default: return varv_text(L, VARV_TEXT_TYPE_NIL);
    }
}

/* Decodes one character of strict UTF-8; returns its length, or 0. */
static size_t decode(const unsigned char *s, size_t count, uint32_t *code) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = s[0] < 0x80 ? 1 : s[0] >= 0xC2 && s[0] < 0xE0 ? 2 : (s[0] & 0xF0) == 0xE0 ? 3 : (s[0] & 0xF8) == 0xF0 ? 4 : 0;
    if (length == 0 || length > count) return 0;
    uint32_t c = length == 1 ? s[0] : s[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80) return 0;
        c = c << 6 | (s[i] & 0x3F);
    }
    if (length > 1 && (c < least[length] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))) return 0;
    *code = c;
    return length;
}

static bool is_harmful(uint32_t c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static size_t hex(char *out, uint32_t value, int digits) {
    for (int i = digits - 1; i >= 0; i--, value >>= 4) out[i] = "0123456789ABCDEF"[value & 15];
    return (size_t)digits;
}

size_t varv_escape(const char *bytes, size_t count, char *out, size_t room) {
    const unsigned char *s = (const unsigned char *)bytes;
    size_t whole = 0;
    for (size_t i = 0; i < count;) {
        uint32_t c = 0;
        size_t length = decode(s + i, count - i, &c);
        char piece[12];
        size_t n;
        if (length == 0 || (is_harmful(c) && c < 0x80)) {
            n = 2;
            memcpy(piece, "\\x", 2);
            n += hex(piece + n, s[i], 2);
            length = 1;
        } else if (is_harmful(c)) {
            n = 3;
            memcpy(piece, "\\u{", 3);
            n += hex(piece + n, c, 4);
            piece[n++] = '}';
        } else {
            n = length;
            memcpy(piece, s + i, length);
        }
        if (whole + n <= room)
            memcpy(out + whole, piece, n);
        else
            room = 0;
        whole += n;
        i += length;
    }
    return whole;
}
