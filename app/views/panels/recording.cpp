#include "views/panels/recording.hpp"

#include "session/making/live.hpp"
#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"

#include <string>

using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;

namespace {

constexpr float left = theme::padding;

class Column {
  public:
    Column(Content& content, float width) : content_(content), room_(width - 2 * theme::padding) {}

    void say(std::string const& words, Role role, Font font = Font::regular) {
        float const height =
            ui::sentence(content_, {left, y}, room_, words, {theme::size_label, 20, role, font});
        content_.copy({left, y, room_, height}, words);
        y += height + 6;
    }
    // A sign and a sentence: what goes on.
    void state(char const* sign, Role role, std::string const& words) {
        content_.add(paint::text_in({left, y, 18, 20}, sign, Font::regular, 13, role));
        float const height = ui::sentence(content_, {left + 22, y}, room_ - 22, words,
                                          {theme::size_label, 20, Role::text, Font::semibold});
        content_.copy({left, y, room_, height}, words);
        y += height + 6;
    }
    void button(std::string const& label, ui::ButtonLook look, std::string const& mark, session::Command what,
                std::string const& tip) {
        float const wide = paint::measure(Font::regular, theme::size_label, label) + 28;
        if (x_ + wide > left + room_ && x_ > left) end_buttons();
        ui::button(content_, {x_, y, wide, 32}, {label}, look, mark, ui::command(std::move(what)), tip);
        x_ += wide + 8;
    }
    void end_buttons() {
        if (x_ == left) return;
        x_ = left;
        y += 40;
    }

    float y = 4;

  private:
    Content& content_;
    float room_;
    float x_ = left;
};

void live_state(Column& column, session::Live const& live) {
    bool const well = live.exit_code && *live.exit_code == 0;
    column.state(live.runs() ? theme::icon::play
                 : well      ? theme::icon::check
                             : theme::icon::warning,
                 live.runs() || well ? Role::good : Role::warning, session::words(live));
    if (!live.runs() || !live.ours) return;
    column.button(live.stops == 0 ? "Stop" : "Stop it harder", ui::ButtonLook::field, "recording/stop",
                  session::command::StopProgram{},
                  live.stops == 0 ? "as Ctrl+C does" : "with a signal that leaves it no choice in the end");
    column.end_buttons();
}

void goal_to_make(Column& column, Session const& session, session::Making const& making) {
    auto const kept = session::goal_kept(session, *making.lesson, *making.goal);
    column.say("**Make it so:** " + making.goal->text, Role::text);
    bool const reached = making.reached.value_or(false);
    if (reached)
        column.state(theme::icon::check, Role::good, "Reached: this run does it.");
    else if (making.reached && making.problem.empty())
        column.say("**Not yet.** " + making.because, Role::text);
    for (std::size_t i = 0; i < kept.hints && i < making.goal->hints.size(); ++i)
        column.say(making.goal->hints[i], Role::muted);
    if (!reached && kept.hints < making.goal->hints.size())
        column.button(kept.hints == 0 ? "A hint" : "One more", ui::ButtonLook::field, "recording/hint",
                      session::command::AskHint{}, "a hint, the gentlest first");
}

std::string running_words(int seconds) {
    return seconds == 0 ? "It runs …" : "It runs: " + std::to_string(seconds) + " s …";
}

void edited_program(Column& column, Session const& session) {
    auto const& making = *session.making;
    if (making.seconds)
        column.state(theme::icon::play, Role::good, running_words(*making.seconds));
    else if (!making.problem.empty())
        column.state(theme::icon::warning, Role::warning,
                     (making.problem_line != 0 ? "Line " + std::to_string(making.problem_line) + ": " : "") +
                         making.problem);
    if (making.goal) goal_to_make(column, session, making);
    if (making.seconds)
        column.button("Stop", ui::ButtonLook::field, "recording/stop", session::command::StopProgram{},
                      "ends this run");
    column.button("Open the editor", ui::ButtonLook::field, "recording/edit", session::command::EditProgram{},
                  making.file.string());
    if (making.lesson)
        column.button("Back to the lesson", ui::ButtonLook::field, "recording/lesson",
                      session::command::OpenLesson{making.lesson->id}, making.lesson->title);
    column.end_buttons();
    column.say(making.file.string() +
                   " runs here each time you save it, with a clock that jumps, for ten seconds at the most.",
               Role::muted);
}

char const* what_is_open(Session const& session) {
    bool const runs = session.live && session.live->runs();
    if (session.is_open())
        return runs ? "What happens now stays in sight until you step back; End (the key) follows it again."
                    : "A recording without a lesson. Its program, its tasks and its output are all here; "
                      "step through it.";
    if (!session.live) return "Nothing is open. Choose a lesson, or open a recording.";
    return runs ? "Nothing has come of it yet." : "It left no recording. The terminal has what it said.";
}

} // namespace

ui::Content ui::recording_panel(session::Session const& session, float width) {
    Content content;
    Column column(content, width);
    if (session.making) {
        edited_program(column, session);
    } else {
        if (session.live) live_state(column, *session.live);
        column.say(what_is_open(session), Role::muted);
        column.button("Choose a lesson", ButtonLook::primary, "lesson/choose",
                      session::command::ShowOverlay{session::Overlay::lessons}, "");
        column.end_buttons();
    }
    content.height = column.y + 8;
    return content;
}
