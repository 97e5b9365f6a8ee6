#include "views/panels/output.hpp"

#include "replay/names.hpp"
#include "replay/stream.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"

#include <algorithm>
#include <array>

using theme::Font;
using theme::Role;

namespace {

constexpr std::size_t most_lines = 300;

std::string number_words(std::size_t count) {
    constexpr std::array words{"no",  "one",   "two",   "three", "four", "five",
                               "six", "seven", "eight", "nine",  "ten"};
    return count < words.size() ? words[count] : std::to_string(count);
}

} // namespace

ui::Output ui::output_of(replay::State const& state, replay::Index const& index) {
    Output output;
    auto const so_far = state.output.size();
    output.over = index.end() && state.position == index.size();
    output.earlier = so_far > most_lines ? so_far - most_lines : 0;
    for (std::size_t i = output.earlier; i < so_far; ++i) {
        auto const position = state.output[i];
        auto const& event = index.log()[position - 1];
        std::string text(index.log().text(event));
        if (text.ends_with('\n')) text.pop_back();
        auto who = event.subject ? replay::display_name(index, event.subject) : std::string();
        std::string to(replay::stream_words(index.log(), position));
        output.lines.push_back({std::move(text), std::move(who), event.subject, position,
                                position == state.position, std::move(to)});
    }
    return output;
}

ui::Content ui::output_panel(Output const& output, float width) {
    Content content;
    float const x = theme::padding + 4;
    float y = 2;
    if (output.earlier) {
        y += hint(content, {x, y}, width - 2 * x,
                  number_words(output.earlier) + " earlier lines are not shown") +
             4;
    }
    for (auto const& line : output.lines) {
        std::string who = (line.who.empty() ? "event " : line.who + " · ") + std::to_string(line.position);
        constexpr float most = 0.45F; // of the row: what was printed counts more than by whom
        if (paint::measure(Font::regular, theme::size_small, who) > most * (width - 2 * x))
            who = std::to_string(line.position);
        if (!line.to.empty()) who = line.to + " · " + who;
        float const who_width = paint::measure(Font::regular, theme::size_small, who);
        auto rows = wrapped(line.text, Font::mono, theme::size_code_large, width - 2 * x - who_width - 12);
        if (rows.empty()) rows.emplace_back();
        float const height = 6 + 20 * static_cast<float>(rows.size());
        paint::Rect const at{8, y, width - 16, height};
        if (line.current) content.add(paint::filled(at, Role::highlight, 4));
        float row_y = y + 3;
        for (auto const& row : rows) {
            content.add(paint::text_in({x, row_y, width, 20}, row, Font::mono, theme::size_code_large,
                                       line.to.empty() ? Role::text : Role::warning));
            row_y += 20;
        }
        content.add(paint::Text{
            {width - theme::padding, paint::middle_baseline(y + 3, 20, Font::regular, theme::size_small)},
            who,
            Font::regular,
            theme::size_small,
            Role::accent,
            paint::Align::end,
            0});
        content.copy(at, line.text);
        std::string const mark = "output/" + std::to_string(line.position);
        std::string const tip = "go to event " + std::to_string(line.position);
        content.leads(at, mark, line.by ? select(line.by) : Action(), seek(line.position),
                      "double click: " + tip);
        content.hit({width - theme::padding - who_width - 6, y + 3, who_width + 12, 20}, mark + "/go",
                    seek(line.position), tip);
        content.keep = Content::Focus{y, y + height};
        y += height;
    }
    // How much is still to come would be an answer.
    char const* const sentence = !output.over ? (output.lines.empty() ? "nothing is printed yet" : "")
                                 : output.lines.empty() ? "this program printed nothing"
                                                        : "that is all it printed";
    if (*sentence) y += hint(content, {x, y + 2}, width - 2 * x, sentence);
    content.height = y + 12;
    return content;
}

namespace {

// A line without who printed it and when: there is little room beside another.
float printed_row(ui::Content& content, std::string const& text, bool current, bool differs, float width,
                  float y) {
    constexpr float x = 12;
    auto rows = ui::wrapped(text, Font::mono, theme::size_code, width - 2 * x);
    if (rows.empty()) rows.emplace_back();
    float const height = 4 + 18 * static_cast<float>(rows.size());
    if (current) content.add(paint::filled({6, y, width - 12, height}, Role::highlight, 4));
    content.copy({6, y, width - 12, height}, text);
    for (std::size_t i = 0; i < rows.size(); ++i)
        content.add(paint::text_in({x, y + 2 + 18 * static_cast<float>(i), width - 2 * x, 18}, rows[i],
                                   Font::mono, theme::size_code, differs ? Role::now : Role::text));
    return height;
}

} // namespace

ui::Content ui::outputs_beside(Output const& real, Output const& other, float width,
                               OutputTitles const& titles) {
    Content content;
    bool const stacked = width < 250; // too narrow for two
    float const half = stacked ? width : width / 2;
    auto const column = [&](Output const& output, Output const& its_other, char const* title, Role role,
                            float x) {
        Content inner;
        inner.add(paint::text_in({12, 0, half - 16, 18}, title, Font::semibold, theme::size_small, role));
        float y = 20;
        if (output.lines.empty()) y += hint(inner, {12, y}, half - 24, "nothing is printed yet");
        for (std::size_t i = 0; i < output.lines.size(); ++i) {
            bool const differs = i >= its_other.lines.size()
                                     ? its_other.over
                                     : its_other.lines[i].text != output.lines[i].text;
            auto const& line = output.lines[i];
            float const height =
                printed_row(inner, line.text, line.current, differs && role == Role::now, half, y);
            y += height;
            if (role != Role::now) content.keep = Content::Focus{y - height, y};
        }
        float const down = stacked ? static_cast<float>(content.height) : 0;
        if (role != Role::now && content.keep) content.keep->bottom += down;
        content.add(inner, {stacked ? 0 : x, down});
        content.height = std::max(content.height, static_cast<double>(down + y) + 8);
    };
    column(real, other, titles.real, Role::good, 0);
    column(other, real, titles.beside, Role::now, half);
    if (!stacked)
        content.add(paint::line({half, 4}, {half, static_cast<float>(content.height)}, Role::border, 1));
    return content;
}
