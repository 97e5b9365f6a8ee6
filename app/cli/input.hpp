// What a person named on the command line: a lesson with knobs, or a file; and a place in it.
#pragma once
#include "catalogue/catalogue.hpp"
#include "catalogue/knobs.hpp"
#include "session/session.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cli {

// Every lesson there is: those that came with the program, those of --lessons, and those in the person's own
// folder of lessons. Throws Failure if the folder cannot be read or holds none.
std::shared_ptr<lesson::Catalogue const> catalogue();

// "KNOB=VALUE" each. Throws Failure.
lesson::Knobs knobs(lesson::Lesson const& lesson, std::vector<std::string> const& settings);

bool means_lesson(std::string const& name, lesson::Catalogue const& catalogue);
// True for what must be a file: no lesson, and it ends in .awt or .py, has a / in it, or is there.
bool means_file(std::string const& name, lesson::Catalogue const& catalogue);

// A session with the lesson or file open, at its start; of "", the first lesson. Throws Failure; a damaged
// file is opened up to the damage and told on standard error.
session::Session open(std::string const& name, std::vector<std::string> const& settings);

// The place named by --at: a step, or a moment ("suspend main"); the end of the run if empty. Throws Failure.
replay::Position place(session::Session const& session, std::string const& at);

// Writes a trace; into a pipe or device as well. Throws Failure.
void save(trace::Log const& log, std::filesystem::path const& path);

// "1 lesson", "2 lessons".
std::string counted(std::size_t number, std::string const& thing);

// Wants a whole number in a range. Throws Failure that names the option.
int whole(std::string const& option, std::string const& text, int least, int most);

} // namespace cli
