// What can be opened: recordings, folders of lessons, and programs, which are never run by it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session {

struct Session;

enum class Openable : std::uint8_t { recording, program, lesson, folder };

// Nothing for what cannot be opened, or is not there.
std::optional<Openable> openable(std::filesystem::path const& path);

struct Offer {
    std::string path; // whole
    std::string name;
    Openable what = Openable::recording;
};

// What lies in the folder of a path that is being typed and fits its last part, with a way up. "~" is the
// person's home; what is not absolute starts where the program was started. Some hundreds at the most.
std::vector<Offer> offers(std::string const& typed);

// A recording, or a lesson's folder where one was in it. Throws trace::FileError, LessonError or EngineError.
void open_path(Session& session, std::filesystem::path const& path);
// One sentence: how a run of a program is recorded, which then can be opened.
std::string how_to_record(std::filesystem::path const& program);

} // namespace session
