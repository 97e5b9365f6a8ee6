// The one table of commands that have a name: it feeds the keyboard, the menus, the key sheet and the
// palette.
#pragma once
#include "commands/command.hpp"
#include "commands/key.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace session {

enum class Group { moving, selecting, timeline, lesson, view, program };
std::string_view words(Group group); // "Moving in the run"

struct NamedCommand {
    std::string_view id;    // "step.forward"
    std::string_view title; // "Step forward"
    std::string_view what;  // one sentence for the key sheet and tool tips
    Group group;
    std::vector<Key> keys; // may be empty
    Command command;
    bool (*checked)(Session const&) = nullptr; // of a switch or choice: is it on? null: it is neither
};

std::span<NamedCommand const> commands(); // grouped, in the order menus show them
NamedCommand const* command_named(std::string_view id);
NamedCommand const* command_for(Key key);         // nullptr if no command has this key
std::string keys_of(NamedCommand const& command); // "Ctrl+Right", "F1 or ?"; "" if it has none

} // namespace session
