// The one table of commands that have a name: it feeds the keyboard, the menus, the key sheet and the
// palette. Where one is, a context, decides what a key means; in each, a key means one thing.
#pragma once
#include "commands/command.hpp"
#include "commands/key.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace session {

enum class Group { moving, selecting, timeline, lesson, branches, stage, vote, lecture, view, program };
std::string_view words(Group group); // "Moving in the run"

enum class Context : std::uint8_t {
    studio,  // all panels
    stage,   // three of them, for a class
    vote,    // a question fills the screen, and hands are counted
    palette, // letters go to its text
};
std::string_view words(Context context); // "on the stage"
Context context_of(Session const& session);
Context context_below(Session const& session); // the same as if the palette were closed

// Sets of contexts.
namespace at {
using Contexts = unsigned;
constexpr Contexts set(Context context) { return 1U << static_cast<unsigned>(context); }
inline constexpr Contexts studio = set(Context::studio);
inline constexpr Contexts stage = set(Context::stage);
inline constexpr Contexts vote = set(Context::vote);
inline constexpr Contexts palette = set(Context::palette);
inline constexpr Contexts panels = studio | stage;
} // namespace at

struct Binding {
    Key key;
    at::Contexts in;

    constexpr Binding(Key of, at::Contexts where = at::panels) : key(of), in(where) {}
    constexpr bool holds(Context context) const { return (in & at::set(context)) != 0; }
};

struct NamedCommand {
    std::string_view id;    // "step.forward"
    std::string_view title; // "Step forward"
    std::string_view what;  // one sentence for the key sheet and tool tips
    Group group;
    std::vector<Binding> keys; // may be empty
    Command command;
    bool (*checked)(Session const&) = nullptr; // of a switch or choice: is it on? null: it is neither
};

std::span<NamedCommand const> commands(); // grouped, in the order menus show them
NamedCommand const* command_named(std::string_view id);
NamedCommand const* command_for(Key key, Context context); // nullptr if no command has this key there
// "Ctrl+Right", "F1 or ?"; "" if it has none there
std::string keys_of(NamedCommand const& command, Context context);

// What the key sheet of a context shows. Neighbours of one title are one row: "0 to 9".
struct KeyRow {
    NamedCommand const* command; // the first of them
    std::vector<std::string> keys;
};
std::vector<KeyRow> key_rows(Context context);

} // namespace session
