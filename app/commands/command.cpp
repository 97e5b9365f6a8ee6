#include "commands/command.hpp"

#include "commands/parts.hpp"
#include "commands/stepping.hpp"
#include "session/agreeing.hpp"
#include "session/keeping.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace session {
namespace {

// Fades messages; true if one of them will still go.
bool fade(Session& session, double seconds) {
    bool fading = false;
    for (Message& message : session.messages) {
        if (message.tone == Tone::error) continue;
        message.left -= seconds;
        fading = true;
    }
    std::erase_if(session.messages,
                  [](Message const& message) { return message.tone != Tone::error && message.left <= 0; });
    return fading;
}

} // namespace

void say(Session& session, std::string text, Tone tone) {
    // Saying the same again only makes it stay.
    std::erase_if(session.messages, [&](Message const& message) { return message.text == text; });
    session.messages.push_back({tone, std::move(text)});
    if (session.messages.size() > 4) session.messages.erase(session.messages.begin());
}

void jump_to(Session& session, replay::Position position) {
    constexpr std::size_t most_places = 100;
    auto& behind = session.playback.behind;
    if (std::min(position, session.run().size()) != session.playback.position) {
        behind.push_back(session.playback.position);
        if (behind.size() > most_places) behind.erase(behind.begin());
        session.playback.ahead.clear();
    }
    move_to(session, position);
}

bool may(Session const& session, Command const& command) {
    return std::visit([&](auto const& it) { return it.may(session); }, command);
}

void apply(Session& session, Command const& command) {
    try {
        std::visit(
            [&](auto const& it) {
                if (it.may(session)) it.run(session);
            },
            command);
    } catch (NotRecorded const& missing) {
        ask_or_run(session, missing);
    } catch (std::exception const& error) {
        say(session, error.what(), Tone::error);
    }
    remember(session);
    remember_branches(session);
}

bool tick(Session& session, double seconds) {
    bool const fading = fade(session, seconds);
    bool finding = false;
    try {
        finding = look_after_finding(session);
    } catch (std::exception const& error) {
        say(session, error.what(), Tone::error);
    }
    if (session.awaited) {
        try {
            look_after_run(session);
        } catch (std::exception const& error) {
            say(session, error.what(), Tone::error);
        }
        if (!session.awaited) remember(session);
    }
    if (!session.playback.playing || !session.is_open()) return fading || finding;
    session.playback.pending += seconds;
    while (session.playback.playing && session.playback.pending * session.playback.speed >= 1) {
        session.playback.pending -= 1 / session.playback.speed;
        session.playback.playing = play_on(session);
    }
    remember(session);
    return fading || session.playback.playing;
}

} // namespace session
