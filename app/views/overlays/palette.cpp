#include "commands/palette.hpp"
#include "theme/icons.hpp"
#include "theme/metrics.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>

using theme::Font;
using theme::Role;

ui::Content ui::palette(session::Session const& session, float width) {
    Content content;
    constexpr float palette_row_height = 34;
    float y = 6;
    auto const rows = session::typed_rows(session);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const& row = rows[i];
        paint::Rect const at{8, y, width - 16, palette_row_height};
        bool const marked = i == session.look.palette_row;
        if (marked) {
            content.add(paint::filled(at, Role::selected, theme::radius_small));
            content.add(paint::filled({at.x, at.y + 7, 3, at.h - 14}, Role::accent, 1.5F));
            content.keep = Content::Focus{y, y + palette_row_height};
        }
        paint::Color const ink{Role::text, row.enabled ? 1.0F : 0.45F};
        float x = at.x + 14;
        if (*row.icon != '\0') {
            content.add(
                paint::text_in({x, y, 20, palette_row_height}, row.icon, Font::regular, 14, {Role::faint}));
            x += 26;
        }
        // A long path gives way.
        float const title = paint::measure(Font::regular, theme::size_label, row.title);
        auto const detail = theme::ellipsis(Font::regular, 12.5F, row.detail,
                                            std::max(at.right() - 42 - x - title, 0.45F * at.w));
        float const detail_width = paint::measure(Font::regular, 12.5F, detail);
        content.add(paint::text_in(
            {x, y, width, palette_row_height},
            theme::ellipsis(Font::regular, theme::size_label, row.title, at.right() - 28 - x - detail_width),
            Font::regular, theme::size_label, ink));
        content.add(paint::text_in({at.x, y, at.w - 14, palette_row_height}, detail, Font::regular, 12.5F,
                                   Role::muted, paint::Align::end));
        content.hit(at, "palette/" + std::to_string(i + 1), command(session::command::PaletteTake{i}));
        y += palette_row_height;
    }
    if (rows.empty())
        y += 8 + empty_field(content, {theme::padding, y + 4}, width - 2 * theme::padding,
                             session.look.overlay == session::Overlay::files
                                 ? "Nothing there can be opened: recordings (.awt), programs (.py) and "
                                   "folders of lessons can."
                                 : "No command, lesson or event is called that.");
    content.height = y + 8;
    return content;
}
