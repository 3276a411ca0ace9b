// page.css and page.js, copied by the assembler into the read-only data of the program.

#include "report/page.h"

asm(".section .rodata\n"
    ".hidden ponte_style_begin\n"
    ".hidden ponte_style_end\n"
    ".hidden ponte_script_begin\n"
    ".hidden ponte_script_end\n"
    ".global ponte_style_begin\n"
    ".global ponte_style_end\n"
    ".global ponte_script_begin\n"
    ".global ponte_script_end\n"
    "ponte_style_begin:\n"
    ".incbin \"" PONTE_REPORT
    "/page.css\"\n"
    "ponte_style_end:\n"
    ".byte 0\n"
    "ponte_script_begin:\n"
    ".incbin \"" PONTE_REPORT
    "/page.js\"\n"
    "ponte_script_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
[[gnu::visibility("hidden")]] extern const char ponte_style_begin[], ponte_style_end[], ponte_script_begin[],
    ponte_script_end[];
}

namespace ponte::report {

std::string_view page_style() { return {ponte_style_begin, ponte_style_end}; }

std::string_view page_script() { return {ponte_script_begin, ponte_script_end}; }

}  // namespace ponte::report
