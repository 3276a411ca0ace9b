// DejaVu Sans, copied by the assembler from the system's package into the read-only data of the program.

#include "vision/text.h"

asm(".section .rodata\n"
    ".hidden ponte_font_begin\n"
    ".hidden ponte_font_end\n"
    ".global ponte_font_begin\n"
    ".global ponte_font_end\n"
    ".balign 16\n"
    "ponte_font_begin:\n"
    ".incbin \"" PONTE_FONT
    "\"\n"
    "ponte_font_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
[[gnu::visibility("hidden")]] extern const std::byte ponte_font_begin[], ponte_font_end[];
}

namespace ponte::vision {

Bytes label_font() { return {ponte_font_begin, ponte_font_end}; }

}  // namespace ponte::vision
