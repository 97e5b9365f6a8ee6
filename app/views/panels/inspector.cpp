#include "views/panels/inspector.hpp"

#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"

using theme::Font;
using theme::Role;

ui::Content ui::inspector_panel(Facts const& facts, float width) {
    Content content;
    float const x = theme::padding;
    float const w = width - 2 * theme::padding;
    if (facts.title.empty()) {
        content.height =
            8 + empty_field(content, {x, 8}, w, "Click a task, a card or a name: here it says what it is.") +
            14;
        return content;
    }
    float y = 0;
    float const value_x = x + 88;
    std::string previous;
    for (std::size_t i = 0; i < facts.facts.size(); ++i) {
        auto const& fact = facts.facts[i];
        auto const font = fact.code ? Font::mono : Font::regular;
        float const size = fact.code ? 12.0F : 12.5F;
        bool const leads = fact.object || fact.moment != 0;
        if (fact.label != previous)
            content.add(paint::text_in({x, y, 84, 20}, fact.label, Font::regular, 12.5F, Role::muted));
        previous = fact.label;
        auto const lines = wrapped(fact.value, font, size, w - (value_x - x));
        float line_y = y + 1;
        for (auto const& line : lines) {
            content.add(paint::text_in({value_x, line_y, w, 18}, line, font, size,
                                       leads ? Role::accent : Role::text));
            line_y += 18;
        }
        float const height = 2 + 18 * static_cast<float>(std::max<std::size_t>(lines.size(), 1));
        content.copy({value_x - 6, y, w - (value_x - x) + 12, height}, fact.value);
        if (leads)
            content.hit({value_x - 6, y, w - (value_x - x) + 12, height},
                        "inspector/" + std::to_string(i + 1),
                        fact.object ? select(fact.object) : seek(fact.moment),
                        fact.object ? "" : "go to event " + std::to_string(fact.moment));
        y += height;
    }
    content.height = y + 6;
    return content;
}
