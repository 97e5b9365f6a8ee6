#include "commands/palette.hpp"
#include "theme/icons.hpp"
#include "theme/metrics.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

using theme::Font;
using theme::Role;

ui::Content ui::palette(session::Session const& session, float width) {
    Content content;
    constexpr float row_height = 34;
    float y = 6;
    auto const rows = session::palette_rows(session);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const& row = rows[i];
        paint::Rect const at{8, y, width - 16, row_height};
        bool const marked = i == session.look.palette_row;
        if (marked) {
            content.add(paint::filled(at, Role::selected, theme::radius_small));
            content.add(paint::filled({at.x, at.y + 7, 3, at.h - 14}, Role::accent, 1.5F));
            content.keep = Content::Focus{y, y + row_height};
        }
        paint::Color const ink{Role::text, row.enabled ? 1.0F : 0.45F};
        float const detail = paint::measure(Font::regular, 12.5F, row.detail);
        content.add(
            paint::text_in({at.x + 14, y, width, row_height},
                           theme::ellipsis(Font::regular, theme::size_label, row.title, at.w - 42 - detail),
                           Font::regular, theme::size_label, ink));
        content.add(paint::text_in({at.x, y, at.w - 14, row_height}, row.detail, Font::regular, 12.5F,
                                   Role::muted, paint::Align::end));
        content.hit(at, "palette/" + std::to_string(i + 1), command(session::command::PaletteTake{i}));
        y += row_height;
    }
    if (rows.empty())
        y += 8 + empty_field(content, {theme::padding, y + 4}, width - 2 * theme::padding,
                             "No command, lesson or event is called that.");
    content.height = y + 8;
    return content;
}
