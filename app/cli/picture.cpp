#include "cli/picture.hpp"

#include "cli/parts.hpp"
#include "paint/svg.hpp"
#include "session/appearance.hpp"
#include "shell/offscreen.hpp"
#include "views/screen/studio.hpp"
#include "views/timeline/text_parts.hpp"
#include "views/timeline/timeline.hpp"

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

std::string timeline_svg(session::Session const& session, int width, int height) {
    session::Run const& run = session.known();
    ui::TimelineChart const chart = ui::timeline_chart(run.index, run.timeline, run.problems);
    ui::TimelineInput input;
    input.chart = &chart;
    input.now = &session.state();
    input.view = session.look.timeline;
    input.whole_run = session.look.whole_run;
    input.more = session.can_go_on();
    input.selected = session.look.selected;
    input.width = static_cast<float>(width);
    input.height = height > 0 ? static_cast<float>(height) : ui::timeline_height(chart);
    ui::TimelineLayout layout = ui::layout_timeline(input);
    if (height <= 0 && layout.overflow > 0) {
        input.height += std::ceil(layout.overflow);
        layout = ui::layout_timeline(input);
    }
    std::string const title = name_of(session) + ", event " + std::to_string(session.playback.position) +
                              " of " + std::to_string(session.run().size());
    return paint::paint_svg(layout.scene, session::theme_of(session), input.width, input.height, title);
}

std::string timeline_text(session::Session const& session, int width) {
    return ui::text_timeline(session, width);
}

std::string name_of(session::Session const& session) {
    if (session.lesson) return session.lesson->entry->id;
    std::string const stem = session.run().file.stem().string();
    return stem.empty() ? "trace" : stem;
}

} // namespace cli
