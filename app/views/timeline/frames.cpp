// The coroutines of a task, or of a chain driven by hand, as strips within its lane: what awaits stands above
// what it awaits.
#include "replay/names.hpp"
#include "views/timeline/parts.hpp"

#include <cmath>

namespace ui::timeline {

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

constexpr float least_strip = 14;
constexpr float most_strip = 42;
constexpr float around = 10; // px of a lane that stay free

class FramePainter {
  public:
    FramePainter(Work& work, std::size_t index, Nest const& nest)
        : work_(work), row_(work.chart.rows[index]), index_(index), nest_(nest), colors_(colors_of(row_)) {}

    void paint() {
        std::vector<std::vector<Drawn>> levels;
        for (std::size_t level = 0; level < row_.frames->size(); ++level) {
            levels.push_back(frames_of_row(work_, row_, level));
            for (auto const& each : levels.back()) box(each, level);
        }
        // The innermost first: it stands in front of those that share its strip.
        for (auto level = levels.size(); level-- > 0;)
            for (auto const& each : levels[level]) text(each, level);
    }

  private:
    Rect rect_of(Drawn const& each, std::size_t level) const {
        auto const& plot = work_.out.plot;
        return nest_.at(nest_.of_frame(level), std::max(each.from, plot.x - 12),
                        std::min(each.to, plot.right() + 12));
    }

    // Where a chain that is driven by hand is suspended: of a task what it awaits stands below instead.
    bool is_leaf_by_hand(Drawn const& each) const {
        return nest_.all && each.form != BarForm::running && !each.frame->inner;
    }

    void box(Drawn const& each, std::size_t level) {
        Rect const at = rect_of(each, level);
        bool const runs = each.form == BarForm::running;
        bool const waits = is_leaf_by_hand(each);
        paint::Box box;
        box.at = at;
        box.radius = std::min(4.0F, at.w / 3);
        if (runs) {
            box.fill = {colors_.hue, each.folded > 3 ? 0.7F : 1.0F};
        } else {
            box.fill = waits ? paint::Color(colors_.soft) : paint::Color(Role::background);
            box.stroke = waits ? paint::Color(colors_.hue) : paint::Color{Role::faint, 0.7F};
            if (waits) box.stroke_width = 1.4F;
            if (at.w < 4) { // no room for two edges and something between them
                box.fill = {Role::faint, 0.6F};
                box.stroke = {};
            }
        }
        work_.bars.add(box);
        work_.sees(runs ? Sample::running : waits ? Sample::waiting : Sample::suspended);
        float const wide = std::max(at.w, 8.0F); // something to aim at
        auto& region = work_.region(TimelineRegion::What::frame,
                                    work_.seen_of_row({at.x - (wide - at.w) / 2, at.y, wide, at.h}, index_),
                                    level == 0 ? row_.id : each.frame->coroutine, index_);
        region.begin = each.begin;
        region.end = each.end;
        region.index = each.index;
        region.level = level;
        region.form = each.form;
        region.folded = each.folded;
    }

    void text(Drawn const& each, std::size_t level) {
        if (each.folded > 0) return;
        bool const runs = each.form == BarForm::running;
        if (!runs && each.frame->inner && level > nest_.of_frame(level)) return; // another stands before it
        Rect const at = rect_of(each, level);
        auto const& plot = work_.out.plot;
        float const from = std::max(at.x, plot.x);
        Rect const inside{from + 7, at.y, std::min(at.right(), plot.right()) - from - 10, at.h};
        auto const now = work_.input.whole_run ? work_.chart.size() : work_.now.position;
        auto const said = replay::frame_text_at(*work_.chart.index, *each.frame, now);
        auto const name = std::string(each.frame->label.substr(0, each.frame->label.find('(')));
        bool const waits = is_leaf_by_hand(each);
        std::vector<std::string> ways{said, name};
        if (waits) {
            auto const words = "suspended: " + replay::expand(*work_.chart.index, each.frame->awaits);
            ways = {name + " " + words, words, name};
        }
        if (runs && said.size() > name.size()) ways.push_back(said.substr(name.size() + 1));
        Font const font = runs ? Font::semibold : Font::regular;
        float const size = nest_.strip < 17 ? 11.0F : nest_.strip < 30 ? theme::size_body : theme::size_label;
        Role const color = runs ? colors_.on_hue : waits ? colors_.hue : Role::muted;
        auto const fits = fitting(work_, ways, font, size, inside.w);
        if (!fits.empty())
            work_.place_text(work_.bars, inside, fits, font, size, color);
        else if ((runs || waits) && each.goes_on && each.to > plot.x && inside.w < 60)
            beside(at, ways.front(), size);
        else if (inside.w >= 40)
            work_.place_text(work_.bars, inside, name, font, size, color);
    }

    // Right of *now* nothing has happened yet: there is room for what is not told elsewhere.
    void beside(Rect at, std::string const& said, float size) {
        float const x = std::max(at.right(), work_.out.now_x) + 8;
        float const room = work_.out.plot.right() - x;
        if (room < 40) return;
        work_.place_text(work_.texts, {x, at.y, room, at.h}, said, Font::semibold, size, colors_.hue);
    }

    Work& work_;
    TimelineRow const& row_;
    std::size_t index_;
    Nest const& nest_;
    RowColors colors_;
};

} // namespace

Nest nest_of(Work const& work, std::size_t index) {
    auto const& row = work.chart.rows[index];
    auto const& place = work.places[index];
    Nest nest;
    // What is said of a cancellation stands above and below.
    bool const cancelled = row.cancelled != 0 && row.cancelled <= work.shown && place.h >= 60;
    float const room = place.h - (cancelled ? around + 2 * cancel_height : around);
    if (!row.frames || room < 2 * least_strip) return nest;
    bool const by_hand = row.kind == RowKind::coroutine;
    if (by_hand && row.frames->size() < 2) return nest; // one bar says it all
    nest.all = by_hand;
    auto const most = static_cast<std::size_t>(room / least_strip);
    nest.strips = std::clamp<std::size_t>(row.frames->size() + (nest.all ? 0 : 1), 2, most);
    nest.strip = std::min(std::floor(room / static_cast<float>(nest.strips)), most_strip);
    nest.top = std::floor(place.middle() - nest.height() / 2);
    return nest;
}

void add_frames(Work& work, std::size_t row, Nest const& nest) { FramePainter(work, row, nest).paint(); }

float half_height(Work const& work, std::size_t row, BarForm form) {
    if (auto const nest = nest_of(work, row)) return nest.height() / 2;
    return bar_height(work.chart.rows[row].kind, form, work.places[row].h) / 2;
}

std::string fitting(Work const& work, std::vector<std::string> const& ways, Font font, float size,
                    float room) {
    auto const fits = std::find_if(ways.begin(), ways.end(), [&](std::string const& way) {
        return work.width(way, font, size) <= room;
    });
    return fits == ways.end() ? std::string() : *fits;
}

} // namespace ui::timeline
