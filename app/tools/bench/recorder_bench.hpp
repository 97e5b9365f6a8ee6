// What recording a program in real time costs it, on CPython.
#pragma once
#include <string>

namespace bench {

struct Recorder {
    std::string script;    // record.py
    std::string extension; // the folder that it is in; "": there is none
    std::string python;    // whose programs are recorded; "": python3
};

// Prints it, a line as soon as it is known; some minutes. Returns the exit code.
int report_recorder(Recorder const& recorder);

} // namespace bench
