#include "commands/command_table.hpp"

#include "commands/palette.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

std::vector<NamedCommand> const& table() {
    static std::vector<NamedCommand> const made = [] {
        std::vector<NamedCommand> all;
        for (auto* const rows :
             {moving_commands, selecting_commands, timeline_commands, lesson_commands, branch_commands,
              stage_commands, vote_commands, lecture_commands, view_commands, program_commands})
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
    case Group::branches: return "Branches";
    case Group::stage: return "Stage";
    case Group::vote: return "Vote";
    case Group::lecture: return "Lecture";
    case Group::view: return "View";
    case Group::program: return "Program";
    }
    return {};
}

std::string_view words(Context context) {
    switch (context) {
    case Context::studio: return "in the studio";
    case Context::stage: return "on the stage";
    case Context::vote: return "while a class votes";
    case Context::palette: return "in the palette";
    }
    return {};
}

Context context_below(Session const& session) {
    if (voting(session)) return Context::vote;
    if (session.on_stage()) return Context::stage;
    return Context::studio;
}

Context context_of(Session const& session) {
    return is_typed_in(session.look.overlay) ? Context::palette : context_below(session);
}

std::span<NamedCommand const> commands() { return table(); }

NamedCommand const* command_named(std::string_view id) {
    auto const found =
        std::find_if(table().begin(), table().end(), [&](auto const& it) { return it.id == id; });
    return found == table().end() ? nullptr : &*found;
}

NamedCommand const* command_for(Key key, Context context) {
    for (NamedCommand const& command : table())
        for (Binding const& binding : command.keys)
            if (binding.key == key && binding.holds(context)) return &command;
    // "?" and "+" need Shift on many keyboards; the character is what counts.
    bool const character = key.name > KeyName::space && key.name < KeyName::left &&
                           !(key.name >= letter('A') && key.name <= letter('Z'));
    if (key.shift && character) return command_for({key.name, key.ctrl, false}, context);
    return nullptr;
}

std::string keys_of(NamedCommand const& command, Context context) {
    std::string text;
    for (Binding const& binding : command.keys)
        if (binding.holds(context)) text += (text.empty() ? "" : " or ") + words(binding.key);
    return text;
}

std::vector<KeyRow> key_rows(Context context) {
    std::vector<KeyRow> rows;
    std::string first; // key of the row that goes on
    for (NamedCommand const& command : table()) {
        std::vector<std::string> keys;
        for (Binding const& binding : command.keys)
            if (binding.holds(context)) keys.push_back(words(binding.key));
        if (keys.empty()) continue;
        if (!rows.empty() && rows.back().command->title == command.title) {
            rows.back().keys = {first + " to " + keys.front()};
        } else {
            first = keys.front();
            rows.push_back({&command, std::move(keys)});
        }
    }
    return rows;
}

} // namespace session
