#include "views/screen/notes.hpp"

#include "session/appearance.hpp"
#include "theme/theme.hpp"
#include "views/kit/rich_text.hpp"
#include "views/overlays/parts.hpp"

#include "theme/imgui_compat.hpp"

#include <cstdint>

using theme::Font;
using theme::Role;

namespace {

constexpr float notes_edge = 28;

// What a teacher may know and the class may not.
std::string right_answer(session::Session const& session) {
    auto const shown = session::question_shown(session);
    if (!shown) return {};
    auto const& choices = session.lesson->narration.questions[*shown].question.choices;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i].right)
            return std::string("Asked now. Right is ") + static_cast<char>('A' + i) + ": " + choices[i].text;
    return {};
}

std::string on_stage(session::Session const& session) {
    if (!session.lesson) return {};
    return "On the stage: " + session.lesson->entry->title + ", event " +
           std::to_string(session.playback.position) + " of " + std::to_string(session.run().size());
}

} // namespace

ui::Content ui::teacher_notes(session::Session const& session, float width, int minutes) {
    Content content;
    if (!session.lecture) return content;
    auto const& lecture = *session.lecture;
    auto const& stop = lecture.stops[lecture.at];
    float const room = width - 2 * notes_edge;
    float y = 22;
    auto const say = [&](std::string const& words, float size, Role role, Font font, float below) {
        if (words.empty()) return;
        float const high = sentence(content, {notes_edge, y}, room, words, {size, size * 1.45F, role, font});
        content.copy({notes_edge, y, room, high}, words);
        y += high + below;
    };
    say(stop_words(lecture) + " · " + std::to_string(minutes) + " min", 15, Role::accent, Font::semibold, 12);
    say(stop.note.empty() ? "No note for this stop." : stop.note, 24, Role::text, Font::regular, 22);
    say(on_stage(session), 16, Role::muted, Font::regular, 8);
    say(right_answer(session), 16, Role::good, Font::semibold, 8);
    say(next_stop_words(lecture), 16, Role::text, Font::regular, 18);
    say("Keys typed here go to the stage. PgDn steps, Q votes, B blanks it, M closes these notes.", 14,
        Role::muted, Font::regular, 0);
    content.height = y + 16;
    return content;
}

shell::FrameOutput ui::Notes::frame(session::Session const& session, shell::FrameInput const& input) {
    auto const& theme = session::theme_of(session);
    Surface surface(theme, input.scale, input.time, interaction_);
    surface.begin_layer(ImGui::GetBackgroundDrawList(), false);
    auto const notes = teacher_notes(session, input.width, static_cast<int>(input.time / 60));
    auto const stop = session.lecture ? std::uint64_t{session.lecture->at} : 0;
    surface.show(notes, {0, 0, input.width, input.height}, scroll_, stop, "notes");
    shell::FrameOutput output;
    output.theme = &theme;
    output.scale = session.look.scale;
    return output;
}
