#include "cli/picture.hpp"

#include "cli/parts.hpp"
#include "paint/imgui.hpp"
#include "session/appearance.hpp"
#include "shell/offscreen.hpp"
#include "theme/imgui_compat.hpp"
#include "views/screen/studio.hpp"
#include "views/text/timeline_text.hpp"

#include <algorithm>
#include <cmath>

namespace cli {

shell::Picture studio_picture(session::Session& session, PictureSize const& size) {
    ui::Studio studio;
    shell::OffscreenOptions options;
    options.width = static_cast<int>(std::lround(static_cast<float>(size.width) * size.scale));
    options.height = static_cast<int>(std::lround(static_cast<float>(size.height) * size.scale));
    options.scale = size.scale;
    options.theme = &session::theme_of(session);
    // The first frames learn how large things are; nothing moves after the third.
    shell::Rendered rendered = shell::render_offscreen(
        options, [&](shell::FrameInput const& input) { return studio.frame(session, input); }, 3);
    if (!rendered.error.empty()) throw Failure(rendered.error);
    return std::move(rendered.picture);
}

shell::Picture figure_picture(paper::Figure const& figure, theme::Theme const& theme, float scale) {
    shell::OffscreenOptions options;
    options.width = static_cast<int>(std::lround(figure.width * scale * theme.type));
    options.height = static_cast<int>(std::lround(figure.height * scale * theme.type));
    options.scale = scale;
    options.theme = &theme;
    shell::Rendered rendered = shell::render_offscreen(options, [&](shell::FrameInput const& input) {
        auto* const list = ImGui::GetForegroundDrawList();
        paint::Scene ground;
        ground.add(paint::filled({0, 0, figure.width, figure.height}, theme::Role::panel));
        paint::paint_imgui(ground, theme, list, {}, input.scale);
        paint::paint_imgui(figure.scene, theme, list, {}, input.scale);
        return shell::FrameOutput{};
    });
    if (!rendered.error.empty()) throw Failure(rendered.error);
    return std::move(rendered.picture);
}

std::string timeline_text(session::Session const& session, int width) {
    auto const& known = session.known();
    return ui::text_timeline(known.index, known.timeline, session.playback.position, width);
}

} // namespace cli
