// A program that a person edits: it is recorded anew at each save, after they have agreed to that once.
#pragma once
#include "session/recording.hpp"
#include "session/session.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace session {

// The goal, if it is reached by editing; of no index, the first such one. Null: there is none.
lesson::Goal const* goal_to_edit(OpenLesson const& lesson, std::optional<std::size_t> index);

// A copy of the lesson's program, to be edited; one that is there already stays. Throws EngineError.
std::filesystem::path copy_of_program(lesson::Lesson const& lesson, std::filesystem::path const& folder);

// The person is asked: nothing runs before they agree.
void propose(Session& session, Making making);
// They have agreed: the program's text is open, and waits for its first run. Throws kept::FileError.
void begin_making(Session& session, Making making);

// A save was recorded, or was not: then `recording.error` says why. `text`: what was run; `ended`: why it was
// ended before its end, "" if it was not.
void made(Session& session, Recording recording, std::string const& text, std::string const& ended = {});

// Where what Python said on standard error points to in `file`, and its last line.
struct Trouble {
    std::string words;
    std::uint32_t line = 0; // 0: nowhere
};
Trouble trouble_in(std::string const& error, std::filesystem::path const& file);

} // namespace session
