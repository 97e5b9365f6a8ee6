#include "views/panels/toolbar.hpp"

#include "replay/describe.hpp"
#include "session/branches/branches.hpp"
#include "theme/icons.hpp"
#include "theme/metrics.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"
#include "views/panels/source_knobs.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

using paint::Rect;
using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;
namespace command = session::command;

namespace {

constexpr float bar = theme::bar_height;
constexpr float button_width = 46, button_height = 34, button_gap = 6;

float text(Content& content, float x, std::string const& words, Font font, float size, paint::Color color) {
    content.add(paint::text_in({x, 0, 2000, bar}, words, font, size, color));
    return paint::measure(font, size, words);
}

std::string chapter_words(lesson::Lesson const& lesson) {
    auto name = lesson.chapter_name.substr(0, lesson.chapter_name.find(':'));
    return std::to_string(lesson.chapter) + "  " + name;
}

std::string title_of(Session const& session) {
    if (session.lesson) return session.lesson->entry->title;
    if (!session.is_open()) return "Awaitscope";
    if (!session.run().file.empty()) return session.run().file.filename().string();
    return session.log().header().program;
}

// What the bar still says at a width.
struct Words {
    bool chapter = true;
    bool engine = true; // "Miniature = CPython 3.11"
    bool labels = true; // "Knobs", "Present"
    bool clock = true;
};

struct Piece {
    std::string text;
    Font font;
    float size;
    paint::Color color;
};

std::vector<Piece> badge_pieces(ui::Badge const& badge, bool engine) {
    std::vector<Piece> pieces;
    if (engine || badge.verdict.empty()) {
        pieces.push_back({badge.engine, Font::semibold, theme::size_label, Role::text});
        if (!badge.against.empty()) {
            pieces.push_back({badge.sign, Font::regular, theme::size_label, Role::faint});
            pieces.push_back({badge.against, Font::regular, theme::size_label, Role::muted});
        }
    }
    if (badge.agreement == session::Agreement::agree)
        pieces.push_back({std::string(theme::icon::check) + " " + badge.verdict, Font::semibold,
                          theme::size_label, Role::good});
    else if (badge.agreement == session::Agreement::differ)
        pieces.push_back({std::string(theme::icon::cross) + " " + badge.verdict, Font::semibold,
                          theme::size_label, Role::now});
    else if (!badge.verdict.empty())
        pieces.push_back({badge.verdict, Font::regular, theme::size_label, Role::faint});
    return pieces;
}

float width_of(std::vector<Piece> const& pieces) {
    float width = 0;
    for (auto const& piece : pieces) width += paint::measure(piece.font, piece.size, piece.text) + 10;
    return pieces.empty() ? 0 : width - 10;
}

struct Shown {
    std::size_t count = 0;
    replay::Position position = 0;
    std::string words;
};

// How much has gone wrong in what is shown of the run, and the latest of it.
std::optional<Shown> last_problem(Session const& session) {
    if (!session.is_open()) return std::nullopt;
    Shown shown;
    for (auto const& problem : session.known().problems) {
        if (problem.position > session.shown()) break;
        ++shown.count;
        shown.position = problem.position;
        shown.words = problem.words;
    }
    if (shown.count == 0) return std::nullopt;
    return shown;
}

// The right end, built from the right edge; returns its left edge.
float right_end(Content& content, Session const& session, float width, Words const& words) {
    float x = width - 12;
    auto const icon = [&](char const* glyph, std::string const& mark, session::Command what,
                          std::string const& tip) {
        x -= 32;
        ui::button(content, {x, 9, 32, button_height}, {glyph, Font::regular, 15}, ui::ButtonLook::bare, mark,
                   ui::command(std::move(what)), tip);
    };
    auto const word = [&](std::string const& label, std::string const& mark, session::Command what,
                          std::string const& tip) {
        float const wide = paint::measure(Font::regular, theme::size_label, label) + 20;
        x -= wide;
        ui::button(content, {x, 9, wide, button_height}, {label}, ui::ButtonLook::bare, mark,
                   ui::command(std::move(what)), tip);
    };
    icon(theme::icon::adjust, "toolbar/theme", command::NextTheme{}, "next theme");
    icon(theme::icon::help, "toolbar/help", command::ShowOverlay{session::Overlay::keys}, "all keys");
    bool const has_knobs = session.lesson && !session.lesson->entry->knobs.empty();
    if (words.labels) {
        word("Present", "toolbar/present", command::TogglePresenter{}, "large type, for a room");
        if (has_knobs)
            word("Knobs", "toolbar/knobs", command::ShowOverlay{session::Overlay::knobs},
                 "what if: change the program's settings");
    } else {
        icon(theme::icon::expand, "toolbar/present", command::TogglePresenter{}, "large type, for a room");
        if (has_knobs)
            icon(theme::icon::sliders, "toolbar/knobs", command::ShowOverlay{session::Overlay::knobs},
                 "Knobs: what if");
    }
    // What is not as the lesson has it; a click takes it back.
    auto const chip = [&](std::string const& label, std::string const& mark, session::Command what,
                          std::string const& tip) {
        float const most = words.labels ? 210 : 110;
        auto const shown = theme::ellipsis(Font::semibold, theme::size_label, label, most);
        float const wide = paint::measure(Font::semibold, theme::size_label, shown) + 42;
        x -= wide;
        content.add(paint::Box{{x, 12, wide - 4, button_height - 6}, 6, {}, Role::accent, 1.2F, {}, false});
        text(content, x + 10, shown, Font::semibold, theme::size_label, Role::accent);
        text(content, x + wide - 24, theme::icon::cross, Font::regular, 12, Role::accent);
        content.hit({x, 12, wide - 4, button_height - 6}, mark, ui::command(std::move(what)), tip, 6);
    };
    if (session.lesson)
        if (auto const turned = ui::turned_words(*session.lesson); !turned.empty())
            chip(turned, "toolbar/turned", command::ResetKnobs{},
                 turned + ", not as the lesson has it: click to turn back (Shift+K)");
    if (auto const* const branch = session::branch_of(session, session::branch_looked_at(session)))
        chip(session::words_of(*branch), "toolbar/branch", command::WalkBranch{0},
             "a branch, " + branch->what + ": click for the lesson’s own run");
    if (session.is_open()) {
        auto const pieces = badge_pieces(ui::badge(session), words.engine);
        float const wide = width_of(pieces);
        x -= wide + 24;
        float at = x + 10;
        for (auto const& piece : pieces)
            at += text(content, at, piece.text, piece.font, piece.size, piece.color) + 10;
        content.hit({x, 9, wide + 20, button_height}, "toolbar/engine",
                    ui::command(command::ShowOverlay{session::Overlay::comparison}), "how this was checked",
                    6);
    }
    auto const problem = last_problem(session);
    if (problem) {
        std::string const label = std::string(theme::icon::warning) + " " + std::to_string(problem->count);
        float const wide = paint::measure(Font::semibold, theme::size_label, label) + 20;
        x -= wide;
        ui::button(content, {x, 9, wide, button_height},
                   {label, Font::semibold, theme::size_label, Role::warning}, ui::ButtonLook::bare,
                   "toolbar/problem", ui::command(command::ShowOverlay{session::Overlay::problems}),
                   problem->words + (problem->count > 1 ? "; a click lists all" : ""));
    }
    return x;
}

struct Middle {
    float transport = 4 * button_width + 3 * button_gap;
    float unit = 0;
    float clock = 0;
    float width() const { return transport + 16 + unit + (clock > 0 ? 18 + clock : 0); }
};

std::string step_words(Session const& session) {
    if (!session.is_open()) return {};
    std::string const at = "event " + std::to_string(session.playback.position);
    return session.look.whole_run ? at + " of " + std::to_string(session.run().size()) : at;
}

std::string clock_words(Session const& session) {
    return session.is_open() ? "clock " + replay::seconds(session.state().time) : std::string();
}

std::string words_of(replay::Unit unit) {
    std::string const words(replay::words(unit));
    return unit == replay::Unit::in_object ? words : "by " + words; // "within the selected task"
}

std::string unit_words(Session const& session) { return words_of(session.playback.unit); }

Middle measure_middle(Session const& session, Words const& words) {
    Middle middle;
    middle.unit =
        std::max(118.0F, paint::measure(Font::regular, theme::size_label, unit_words(session)) + 46);
    // Room for three digits at least, so that nothing moves while one steps.
    std::string const digits(std::max<std::size_t>(std::to_string(session.shown()).size(), 3), '0');
    std::string const longest = session.is_open() ? "event " + digits + " of " + digits : "";
    if (words.clock)
        middle.clock = std::max(paint::measure(Font::semibold, theme::size_label, longest),
                                paint::measure(Font::mono, 12.5F, clock_words(session)));
    return middle;
}

void draw_middle(Content& content, Session const& session, float x, Middle const& middle) {
    bool const open = session.is_open();
    bool const back = session.can_go_back();
    bool const on = session.can_go_on();
    auto const transport = [&](char const* icon, std::string const& mark, session::Command what,
                               std::string const& tip, bool enabled,
                               ui::ButtonLook look = ui::ButtonLook::field) {
        ui::button(content, {x, 9, button_width, button_height}, {icon, Font::regular, 14}, look, mark,
                   ui::command(std::move(what)), tip, enabled);
        x += button_width + button_gap;
    };
    transport(theme::icon::first, "toolbar/first", command::SeekStart{}, "to the beginning (Home)", back);
    transport(theme::icon::back, "toolbar/back", command::Step{false, {}}, "step back (Left)", back);
    transport(session.playback.playing ? theme::icon::pause : theme::icon::play, "toolbar/play",
              command::TogglePlay{}, session.playback.playing ? "stop (Space)" : "play (Space)",
              on || session.playback.playing);
    transport(theme::icon::step, "toolbar/step", command::Step{true, {}}, "step (Right)", on,
              ui::ButtonLook::primary);
    x += 16 - button_gap;
    Rect const unit{x, 9, middle.unit, button_height};
    content.add(paint::Box{unit, 6, Role::background, Role::border, 1, {}, false});
    content.add(paint::text_in({unit.x + 12, unit.y, unit.w - 40, unit.h}, unit_words(session), Font::regular,
                               theme::size_label, Role::text));
    content.add(paint::text_in({unit.right() - 26, unit.y, 14, unit.h}, theme::icon::down, Font::regular, 14,
                               Role::muted, paint::Align::middle));
    content.hit(unit, "toolbar/unit", ui::OpenMenu{ui::unit_menu}, "how far a step goes", 6);
    if (!open || middle.clock <= 0) return;
    x = unit.right() + 18;
    content.add(paint::Text{
        {x, 24}, step_words(session), Font::semibold, theme::size_label, Role::text, paint::Align::start, 0});
    content.add(
        paint::Text{{x, 41}, clock_words(session), Font::mono, 12.5F, Role::muted, paint::Align::start, 0});
}

// In one line or, smaller, in two; cut only where these are not enough. True: it is whole.
bool title_in(Content& content, float x, float room, std::string const& title) {
    if (paint::measure(Font::semibold, 15, title) <= room) {
        text(content, x, title, Font::semibold, 15, Role::text);
        return true;
    }
    auto const line = [&](float y, std::string const& words) {
        content.add(
            paint::Text{{x, y}, words, Font::semibold, theme::size_body, Role::text, paint::Align::start, 0});
    };
    auto const rows = ui::wrapped(title, Font::semibold, theme::size_body, room);
    std::string rest;
    for (std::size_t i = 1; i < rows.size(); ++i) rest += (rest.empty() ? "" : " ") + rows[i];
    auto const cut = theme::ellipsis(Font::semibold, theme::size_body, rest, room);
    line(23, rows.front());
    line(40, cut);
    return cut == rest;
}

// The lesson's name, from the left; it ends where the buttons begin.
void left_end(Content& content, Session const& session, float end, bool chapter) {
    ui::button(content, {10, 9, 34, button_height}, {theme::icon::bars, Font::regular, 16},
               ui::ButtonLook::bare, "toolbar/lessons",
               ui::command(command::ShowOverlay{session::Overlay::lessons}), "all lessons");
    float x = 52;
    if (session.lesson && chapter) {
        x += text(content, x, chapter_words(*session.lesson->entry), Font::regular, theme::size_label,
                  Role::muted) +
             12;
        x += text(content, x, "›", Font::regular, theme::size_label, Role::faint) + 12;
    }
    float const room = end - x - 16;
    if (room < 30) return;
    auto const title = title_of(session);
    bool const whole = title_in(content, x, room, title);
    content.hit({x - 6, 9, std::min(room, paint::measure(Font::semibold, 15, title)) + 12, button_height},
                "toolbar/title", ui::command(command::ShowOverlay{session::Overlay::lessons}),
                whole ? "" : title, 6);
}

} // namespace

ui::Badge ui::badge(session::Session const& session) {
    Badge result;
    if (!session.is_open()) return result;
    auto const& header = session.log().header();
    bool const miniature = header.engine == "miniature";
    auto const short_version = [](std::string const& version) {
        auto const second = version.find('.', version.find('.') + 1);
        return version.substr(0, second);
    };
    result.engine = miniature ? "Miniature" : "CPython " + short_version(header.version);
    result.agreement = session::check_of(session).agreement;
    if (!miniature) return result;
    switch (session::check_of(session).agreement) {
    case session::Agreement::unknown: break;
    case session::Agreement::agree:
    case session::Agreement::differ: {
        bool const agree = session::check_of(session).agreement == session::Agreement::agree;
        result.sign = agree ? "=" : "≠";
        result.against = "CPython " + session::check_of(session).version;
        result.verdict = agree ? "agree" : "differ";
        break;
    }
    }
    return result;
}

ui::Content ui::toolbar(session::Session const& session, float width) {
    Content content;
    content.height = bar;
    content.add(paint::filled({0, 0, width, bar}, Role::panel));
    content.add(paint::line({0, bar - 0.5F}, {width, bar - 0.5F}, Role::border));

    // What gives way first stands last.
    constexpr std::array<Words, 5> levels{{{true, true, true, true},
                                           {false, true, true, true},
                                           {false, false, true, true},
                                           {false, false, false, true},
                                           {false, false, false, false}}};
    for (auto const& words : levels) {
        Content right;
        float const right_start = right_end(right, session, width, words);
        auto const middle = measure_middle(session, words);
        float const chapter =
            words.chapter && session.lesson
                ? paint::measure(Font::regular, theme::size_label, chapter_words(*session.lesson->entry)) + 30
                : 0;
        float const title = paint::measure(Font::semibold, 15, title_of(session));
        float const left = 52 + chapter + 16;
        float const room = right_start - 16 - middle.width() - left;
        bool const last = &words == &levels.back();
        float const wanted = words.engine ? std::min(title, 260.0F) : words.labels ? 120.0F : 60.0F;
        if (room < wanted && !last) continue;
        float const start = std::clamp(0.35F * width, left + std::min(title, std::max(room, 0.0F)),
                                       std::max(left, right_start - 16 - middle.width()));
        left_end(content, session, start, words.chapter);
        draw_middle(content, session, start, middle);
        content.add(right, {0, 0});
        break;
    }
    return content;
}

ui::Content ui::unit_rows(session::Session const& session) {
    Content content;
    constexpr std::array units{replay::Unit::moment,  replay::Unit::event, replay::Unit::line,
                               replay::Unit::switch_, replay::Unit::turn,  replay::Unit::in_object,
                               replay::Unit::output,  replay::Unit::wake,  replay::Unit::breakpoint};
    constexpr float width = 260, row = 32;
    float y = 6;
    for (std::size_t i = 0; i < units.size(); ++i) {
        Rect const at{6, y, width - 12, row};
        bool const chosen = session.playback.unit == units[i];
        auto const mark = "unit/" + std::to_string(i);
        if (chosen)
            content.add(
                paint::text_in({at.x + 8, y, 16, row}, theme::icon::check, Font::regular, 13, Role::accent));
        content.add(paint::text_in({at.x + 32, y, width, row}, words_of(units[i]),
                                   chosen ? Font::semibold : Font::regular, theme::size_label, Role::text));
        content.hit(at, mark, ui::command(command::SetUnit{units[i]}));
        y += row;
    }
    y += 6;
    content.add(paint::line({14, y}, {width - 14, y}, Role::border));
    y += 6;
    content.add(paint::text_in({14, y, width, 26}, "play, stops a second", Font::regular, theme::size_small,
                               Role::faint));
    y += 26;
    constexpr std::array speeds{0.5, 1.0, 2.0, 4.0, 8.0, 16.0};
    float const wide = (width - 20) / static_cast<float>(speeds.size());
    for (std::size_t i = 0; i < speeds.size(); ++i) {
        Rect const at{10 + wide * static_cast<float>(i), y, wide, row};
        bool const chosen = session.playback.speed == speeds[i];
        auto const label = lesson::to_string(speeds[i]);
        if (chosen) content.add(paint::filled(paint::inset(at, 3), Role::highlight, 5));
        content.add(paint::text_in(at, label, chosen ? Font::semibold : Font::regular, theme::size_label,
                                   Role::text, paint::Align::middle));
        content.hit(at, "speed/" + label, ui::command(command::SetSpeed{speeds[i]}));
    }
    content.height = y + row + 6;
    return content;
}
