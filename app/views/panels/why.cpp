#include "views/panels/why.hpp"

#include "theme/icons.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"

#include <algorithm>

using theme::Font;
using theme::Role;

namespace {

// What went wrong here, pointed out where it shows.
float problem_card(ui::Content& content, replay::Problem const& problem, float width, float y) {
    float const x = theme::padding;
    float const room = width - 2 * theme::padding - 46;
    auto const lines = ui::wrapped(problem.words, Font::regular, theme::size_body, room);
    float const height = 18 + 19 * static_cast<float>(std::max<std::size_t>(lines.size(), 1));
    paint::Rect const at{x, y, width - 2 * theme::padding, height};
    content.add(paint::Box{at, 6, Role::background, Role::warning, 1.5F, {}, false});
    content.add(
        paint::text_in({at.x + 12, y + 9, 18, 19}, theme::icon::warning, Font::regular, 14, Role::warning));
    float line_y = y + 9;
    for (auto const& line : lines) {
        content.add(
            paint::text_in({at.x + 36, line_y, room, 19}, line, Font::regular, theme::size_body, Role::text));
        line_y += 19;
    }
    content.copy(at, problem.words);
    if (problem.object) content.hit(at, "why/problem", ui::select(problem.object), {}, 6);
    return height;
}

} // namespace

ui::Content ui::why_panel(std::vector<replay::Reason> const& reasons, unsigned number,
                          std::span<replay::Problem const> problems, float width) {
    Content content;
    if (reasons.empty()) {
        content.height =
            8 +
            empty_field(content, {theme::padding, 8}, width - 2 * theme::padding,
                        "Nothing has happened yet. Press step: here it will say why each thing ran.") +
            14;
        return content;
    }
    float const dot_x = theme::padding + 14;
    float const text_x = dot_x + 16;
    auto const hue = theme::task_roles(number).hue;
    float y = 4;
    for (auto const& problem : problems) y += problem_card(content, problem, width, y) + 8;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        auto const& reason = reasons[i];
        bool const first = i == 0;
        bool const last = i + 1 == reasons.size();
        std::string const step = "event " + std::to_string(reason.position);
        float const step_width = paint::measure(Font::regular, 12.5F, step);
        auto const font = first ? Font::semibold : Font::regular;
        auto const lines =
            wrapped(reason.words, font, theme::size_label, width - theme::padding - text_x - step_width - 14);
        float const height = 8 + 20 * static_cast<float>(lines.size());
        paint::Rect const row{theme::padding - 8, y, width - 2 * theme::padding + 16, height};
        float const middle = y + 14;
        if (!last)
            content.add(paint::line({dot_x, middle + 6}, {dot_x, y + height + 20 + 8}, Role::muted, 1.4F));
        paint::Circle dot{{dot_x, middle}, 5, Role::panel, Role::muted, 1.6F};
        if (first || last) dot.fill = dot.stroke = hue;
        content.add(dot);
        float line_y = y + 4;
        for (auto const& line : lines) {
            content.add(
                paint::text_in({text_x, line_y, width, 20}, line, font, theme::size_label, Role::text));
            line_y += 20;
        }
        content.add(
            paint::Text{{width - theme::padding, paint::middle_baseline(y + 4, 20, Font::regular, 12.5F)},
                        step,
                        Font::regular,
                        12.5F,
                        Role::accent,
                        paint::Align::end,
                        0});
        content.copy(row, reason.words);
        std::string const mark = "why/" + std::to_string(i + 1);
        std::string const tip = "go to event " + std::to_string(reason.position);
        content.leads(row, mark, {}, seek(reason.position), "double click: " + tip);
        content.hit({width - theme::padding - step_width - 6, y + 4, step_width + 12, 20}, mark + "/go",
                    seek(reason.position), tip);
        y += height;
        if (!last) {
            content.add(
                paint::text_in({text_x - 2, y - 1, 100, 20}, "because", Font::regular, 11.5F, Role::faint));
            y += 20;
        }
    }
    content.height = y + 12;
    return content;
}
