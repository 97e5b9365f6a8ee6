#include "commands/command_table.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

std::vector<NamedCommand> const& table() {
    static std::vector<NamedCommand> const made = [] {
        std::vector<NamedCommand> all;
        for (auto* const rows : {moving_commands, selecting_commands, timeline_commands, lesson_commands,
                                 view_commands, program_commands})
            for (NamedCommand& row : rows()) all.push_back(std::move(row));
        return all;
    }();
    return made;
}

} // namespace

std::string_view words(Group group) {
    switch (group) {
    case Group::moving: return "Moving in the run";
    case Group::selecting: return "Selecting";
    case Group::timeline: return "Timeline";
    case Group::lesson: return "Lesson";
    case Group::view: return "View";
    case Group::program: return "Program";
    }
    return {};
}

std::span<NamedCommand const> commands() { return table(); }

NamedCommand const* command_named(std::string_view id) {
    auto const found =
        std::find_if(table().begin(), table().end(), [&](auto const& it) { return it.id == id; });
    return found == table().end() ? nullptr : &*found;
}

NamedCommand const* command_for(Key key) {
    for (NamedCommand const& command : table())
        if (std::find(command.keys.begin(), command.keys.end(), key) != command.keys.end()) return &command;
    // "?" and "+" need Shift on many keyboards; the character is what counts.
    bool const character = key.name > KeyName::space && key.name < KeyName::left &&
                           !(key.name >= letter('A') && key.name <= letter('Z'));
    if (key.shift && character) return command_for({key.name, key.ctrl, false});
    return nullptr;
}

std::string keys_of(NamedCommand const& command) {
    std::string text;
    for (Key const& key : command.keys) text += (text.empty() ? "" : " or ") + words(key);
    return text;
}

} // namespace session
