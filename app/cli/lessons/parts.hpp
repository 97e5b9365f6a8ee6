// What `awaitscope lessons` can do besides listing them; each file does one of these. Each returns the exit
// code.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace cli {

// Each of `places` is a lesson's id, a lesson's folder, or a folder of lessons; without any, all lessons.
// Prints a line for each mistake, and how many there are. `python` tries edited programs; "": one that is
// there.
int check_lessons(std::vector<std::string> const& places, std::string const& python);

// Makes the folder `id` here, of the program in `from` or of a small one, runs it once on CPython, and writes
// what works at once: steps and a first question proposed from the recording. Throws Failure; then nothing is
// left behind.
int new_lesson(std::string const& id, std::string const& from);

// Runs every variant of these folders on CPython and ships what was recorded with them, for lessons that have
// no scenario.
int record_lessons(std::vector<std::string> const& folders);

// Prints the sum of every .toml in the folder, which learners handed in by `answers export`. What cannot be
// read is named on standard error, and the others count; then exit_bad. Throws Failure where there is nothing
// to sum up.
int print_results(std::filesystem::path const& folder);

} // namespace cli
