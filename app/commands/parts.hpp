// What the files of commands share; nobody else includes this.
#pragma once
#include "commands/command.hpp"
#include "commands/command_table.hpp"

#include <string>

namespace session {

void say(Session& session, std::string text, Tone tone = Tone::note);
// Not a step: one may want to come back.
void jump_to(Session& session, replay::Position position);

constexpr Key plain(KeyName name) { return {name, false, false}; }
constexpr Key plain(char character) { return {letter(character), false, false}; }
constexpr Key alt(KeyName name) { return {name, false, false, true}; }
constexpr Key shift(KeyName name) { return {name, false, true}; }
constexpr Key ctrl(KeyName name) { return {name, true, false}; }
constexpr Key ctrl(char character) { return {letter(character), true, false}; }

template <Overlay overlay>
bool shows(Session const& session) {
    return session.look.overlay == overlay;
}

} // namespace session
