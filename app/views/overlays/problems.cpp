#include "replay/findings/place_words.hpp"
#include "theme/icons.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>

using theme::Font;
using theme::Role;

ui::Content ui::problem_list(session::Session const& session, float width) {
    Content content;
    float const x = theme::padding;
    float y = 4;
    std::size_t count = 0;
    if (session.is_open())
        for (auto const& problem : session.known().problems) {
            if (problem.position > session.shown()) break;
            ++count;
            std::string where = replay::place_words(session.log(), problem.at);
            if (where.empty()) where = "event " + std::to_string(problem.position);
            if (paint::measure(Font::regular, theme::size_body, where) > 0.35F * width)
                where.erase(0, where.rfind('/') + 1);
            float const where_width = paint::measure(Font::regular, theme::size_body, where);
            auto const lines = wrapped(problem.words, Font::regular, theme::size_label,
                                       width - 2 * x - 28 - where_width - 20);
            float const height = 14 + 20 * static_cast<float>(std::max<std::size_t>(lines.size(), 1));
            content.add(
                paint::text_in({x, y + 7, 18, 20}, theme::icon::warning, Font::regular, 14, Role::warning));
            float line_y = y + 7;
            for (auto const& line : lines) {
                content.add(paint::text_in({x + 28, line_y, width, 20}, line, Font::regular,
                                           theme::size_label, Role::text));
                line_y += 20;
            }
            std::string const mark = "problem/" + std::to_string(count);
            auto const go = seek(problem.position);
            content.leads({8, y, width - 16, height}, mark, select(problem.object), go,
                          "double click: go there");
            paint::Rect const number{width - x - where_width - 6, y + 7, where_width + 12, 20};
            content.add(paint::text_in({number.x + 6, number.y, where_width + 2, 20}, where, Font::regular,
                                       theme::size_body, Role::accent));
            content.hit(number, mark + "/go", go, "go there");
            y += height + 2;
        }
    if (count == 0) y += hint(content, {x, y}, width - 2 * x, "Nothing has gone wrong so far.") + 4;
    content.height = y + 10;
    return content;
}
