#include "views/panels/source.hpp"

#include "replay/describe.hpp"
#include "replay/names.hpp"
#include "theme/icons.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"
#include "views/panels/source_knobs.hpp"

#include <algorithm>
#include <string>
#include <utility>

using paint::Rect;
using theme::Font;
using theme::Role;
using ui::Content;
using ui::Syntax;

namespace {

constexpr float dots_x = 13; // centre of the first dot
constexpr float dot_pitch = 12;
constexpr std::size_t dots_shown = 3;
constexpr float hang = 14; // of lines that go on

paint::Color ink(Syntax syntax) {
    switch (syntax) {
    case Syntax::keyword: return {Role::muted};
    case Syntax::suspends: return {Role::accent};
    case Syntax::string: return {Role::good};
    case Syntax::comment: return {Role::faint};
    case Syntax::number:
    case Syntax::name:
    case Syntax::plain: break;
    }
    return {Role::text};
}

struct Columns {
    float number_right = 58;
    float code = 67;
};

Columns columns_for(std::size_t lines) {
    float const digits = static_cast<float>(std::to_string(lines).size());
    float const wider = std::max(0.0F, digits - 2) * paint::measure(Font::mono, theme::size_code, "0");
    return {58 + wider, 67 + wider};
}

// As many as fit, those that the line names first; the first one cut if it must be.
std::string locals_text(ui::SourceInput const& input, std::string_view line, float room) {
    auto const& locals = input.positions->locals;
    std::vector<std::string> shown;
    for (bool const wanted : {true, false})
        for (auto const& local : locals)
            if ((line.find(local.name) != std::string_view::npos) == wanted)
                shown.push_back(
                    std::string(local.name) + "=" +
                    (input.index ? replay::expand(*input.index, local.value) : std::string(local.value)));
    std::string text;
    for (auto const& each : shown) {
        std::string longer = text;
        if (!longer.empty()) longer += "  ";
        longer += each;
        if (paint::measure(Font::mono, 11.5F, longer) <= room)
            text = longer;
        else if (text.empty())
            return theme::ellipsis(Font::mono, 11.5F, each, room);
    }
    return text;
}

// One line of the program, as rows of pieces.
ui::Flow rows_of(ui::CodeLine const& line, float width, std::vector<ui::Styled>& looks, float& indent) {
    auto const blanks = std::min(line.text.find_first_not_of(" \t"), line.text.size());
    indent = paint::measure(Font::mono, theme::size_code, line.text.substr(0, blanks));
    for (auto const& piece : line.pieces) {
        auto const begin = std::max(piece.begin, blanks);
        if (begin >= piece.end) continue;
        looks.push_back({std::string(line.text.substr(begin, piece.end - begin)), Font::mono,
                         theme::size_code, ink(piece.syntax), -1,
                         piece.syntax != Syntax::string && piece.syntax != Syntax::comment});
    }
    return ui::flow(looks, std::max(width - indent, 60.0F), paint::measure, hang);
}

std::string stand_words(replay::Index const* index, ui::TaskHere const& here) {
    std::string who = !here.task ? "the program"
                      : index    ? replay::display_name(*index, here.task)
                                 : trace::to_string(here.task);
    switch (here.stand) {
    case ui::Stand::running: return who + " runs here";
    case ui::Stand::suspended: return who + " is suspended here";
    case ui::Stand::waiting: return who + " waits here for a coroutine it awaits";
    }
    return who;
}

void dots(Content& content, replay::Index const* index, std::vector<ui::TaskHere> const& tasks, float middle,
          std::uint32_t line) {
    std::size_t const shown = tasks.size() <= dots_shown ? tasks.size() : dots_shown - 1;
    for (std::size_t i = 0; i < shown; ++i) {
        auto const& here = tasks[i];
        paint::Point const centre{dots_x + dot_pitch * static_cast<float>(i), middle};
        bool const runs = here.stand == ui::Stand::running;
        if (here.task)
            ui::task_dot(content.scene, centre, here.task.number(), runs,
                         here.stand == ui::Stand::waiting ? 0.55F : 1);
        else
            content.add(paint::Circle{centre, 4.5F,
                                      runs ? paint::Color(Role::neutral) : paint::Color(Role::panel),
                                      Role::neutral, 1.5F});
        content.hit({centre.x - 6.5F, middle - 9, 13, 18},
                    "source/task/" + std::to_string(here.task.number()) + "/" + std::to_string(line),
                    ui::select(here.task), stand_words(index, here), 7);
    }
    if (shown == tasks.size()) return;
    std::string all;
    for (auto const& here : tasks) all += (all.empty() ? "" : "\n") + stand_words(index, here);
    std::string const more = "+" + std::to_string(tasks.size() - shown);
    Rect const at{dots_x + dot_pitch - 7, middle - 8, 16, 16};
    content.add(paint::text_in(at, more, Font::semibold, more.size() > 2 ? 8.0F : 9.5F, Role::muted,
                               paint::Align::middle));
    content.hit(at, "source/more/" + std::to_string(line), ui::select(tasks[shown].task), all, 4);
}

// Of a line, in the program's text.
std::size_t first_byte(ui::SourceInput const& input, std::size_t line) {
    return static_cast<std::size_t>((*input.lines)[line].text.data() - input.lines->front().text.data());
}

// "line(4);" and nothing more: it speaks of the statement below.
bool is_bare_marker(std::string_view line) {
    auto const begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos || !line.substr(begin).starts_with("line(")) return false;
    auto const end = line.find(')', begin);
    return end != std::string_view::npos && line.find_first_not_of("; \t", end + 1) == std::string_view::npos;
}

} // namespace

ui::Content ui::source_panel(SourceInput const& input) {
    Content content;
    if (!input.lines || input.lines->empty()) {
        content.height = 8 +
                         empty_field(content, {theme::padding, 8}, input.width - 2 * theme::padding,
                                     "This run holds no source text.") +
                         14;
        return content;
    }
    std::uint16_t const source = input.positions ? input.positions->source : std::uint16_t{1};
    auto const columns = columns_for(input.lines->size());
    float const row_height = input.row;
    float const right = input.width - 12;
    float y = 2;
    for (std::size_t i = 0; i < input.lines->size(); ++i) {
        auto const& line = (*input.lines)[i];
        auto const number = static_cast<std::uint32_t>(i + 1);
        std::vector<Styled> looks;
        float indent = 0;
        auto const flowed = rows_of(line, right - columns.code, looks, indent);
        auto const rows = std::max<std::size_t>(flowed.lines, 1);
        float const height = row_height * static_cast<float>(rows);
        replay::Place const place{source, number};
        bool const live = input.positions && input.positions->live == place;
        if (live) content.add(paint::filled({6, y, input.width - 12, height}, Role::highlight, 4));
        if (input.wrong == number) {
            content.add(paint::Box{{6, y, input.width - 12, height},
                                   4,
                                   paint::Color{Role::warning, 0.14F},
                                   Role::warning,
                                   1.2F,
                                   {},
                                   false});
            content.add(paint::text_in({input.width - 34, y, 20, input.row}, theme::icon::warning,
                                       Font::regular, 13, Role::warning, paint::Align::middle));
        }
        if (live || (input.positions && input.positions->next == place))
            content.keep = Content::Focus{y, y + height};

        std::uint32_t const base = !input.python                   ? number
                                   : number < input.python->size() ? (*input.python)[number]
                                                                   : 0;
        Rect const number_at{columns.number_right - 30, y, 30, row_height};
        bool const stops = base != 0 && input.breakpoints.contains(base);
        if (stops) {
            float const wide = paint::measure(Font::mono, theme::size_code, std::to_string(number)) + 10;
            content.add(
                paint::filled({columns.number_right - wide + 5, y + 4, wide, row_height - 8}, Role::now, 4));
        }
        content.add(paint::text_in(number_at, std::to_string(number), Font::mono, theme::size_code,
                                   stops  ? Role::on_now
                                   : live ? Role::text
                                          : Role::faint,
                                   paint::Align::end));

        float used = 0;
        for (auto const& piece : flowed.pieces) {
            auto const& look = looks[piece.styled];
            float const x = columns.code + indent + piece.x;
            content.add(
                paint::Text{{x, paint::middle_baseline(y + row_height * static_cast<float>(piece.line),
                                                       row_height, look.font, look.size)},
                            piece.text,
                            look.font,
                            look.size,
                            look.color,
                            paint::Align::start,
                            0});
            if (piece.line + 1 == rows) used = std::max(used, x + piece.width);
        }
        content.copy({6, y, input.width - 12, height}, std::string(line.text));
        KnobLine const knob_line{flowed, line.text, {columns.code + indent, y}, row_height};
        if (base != 0) {
            // Every line leads on, also one that never runs: nobody shall be told before.
            content.leads({6, y, input.width - 12, height}, "source/line/" + std::to_string(number), {},
                          command(session::command::RunToLine{{source, base}}),
                          "double click: go to where this line runs next");
            content.hit({0, y, columns.number_right + 4, height}, "source/gutter/" + std::to_string(number),
                        command(session::command::ToggleBreakpoint{replay::Place{source, base}}),
                        stops ? "remove the breakpoint" : "set a breakpoint", 4);
        }
        if (input.lesson) knobs_in_line(content, *input.lesson, first_byte(input, i), knob_line);
        if (live && !input.positions->locals.empty()) {
            float const room = right - used - 16;
            if (room > 60)
                content.add(paint::text_in({used + 16, y + height - row_height, room, row_height},
                                           locals_text(input, line.text, room), Font::mono, 11.5F,
                                           Role::muted, paint::Align::end));
        }
        if (input.positions)
            if (auto const here = input.positions->tasks.find(number); here != input.positions->tasks.end())
                dots(content, input.index, here->second, y + row_height / 2, number);
        y += height;
    }
    content.height = y + 8;
    return content;
}

std::vector<std::uint32_t> ui::program_lines(std::vector<std::uint32_t> const& scenario_lines,
                                             lesson::Program const& program, std::string_view scenario) {
    std::vector<std::string_view> texts;
    for (auto const& line : highlight(scenario, Language::cpp)) texts.push_back(line.text);
    std::vector<std::uint32_t> lines(texts.size() + 1, 0);
    for (std::uint32_t base = 1; base < scenario_lines.size(); ++base) {
        auto at = scenario_lines[base];
        if (at == 0 || at > texts.size()) continue;
        if (is_bare_marker(texts[at - 1]) && at < texts.size()) ++at;
        lines[at] = program.line(base);
    }
    return lines;
}

ui::Positions ui::in_scenario(Positions const& positions, std::vector<std::uint32_t> const& python) {
    Positions result = positions;
    result.tasks.clear();
    auto const line_of = [&](std::uint32_t line) {
        auto const found = line == 0 ? python.end() : std::find(python.begin(), python.end(), line);
        return found == python.end() ? 0U : static_cast<std::uint32_t>(found - python.begin());
    };
    for (auto const& [line, tasks] : positions.tasks)
        if (auto const here = line_of(line)) result.tasks[here] = tasks;
    result.live.line = line_of(positions.live.line);
    result.next.line = line_of(positions.next.line);
    return result;
}
