#include "views/text/timeline_text.hpp"

#include "replay/describe.hpp"
#include "replay/findings/problems.hpp"
#include "replay/state.hpp"
#include "views/timeline/chart.hpp"
#include "views/timeline/ruler.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace ui {

using replay::Position;

namespace {

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

// The characters of a text, each as its bytes.
std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> out;
    for (char const c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80 || out.empty()) out.emplace_back();
        out.back() += c;
    }
    return out;
}

std::string cut(std::string_view text, std::size_t most) {
    if (columns(text) <= most) return std::string(text);
    if (most == 0) return {};
    auto const all = characters(text);
    std::string out;
    for (std::size_t i = 0; i + 1 < most; ++i) out += all[i];
    return out + "…";
}

std::string padded(std::string_view text, std::size_t wide) {
    auto out = cut(text, wide);
    out.append(wide - columns(out), ' ');
    return out;
}

// A line of cells.
class Line {
  public:
    explicit Line(std::size_t wide) : cells_(wide, " ") {}

    void put(std::size_t at, std::string_view text) {
        for (auto const& each : characters(text)) {
            if (at >= cells_.size()) return;
            cells_[at++] = each;
        }
    }
    void fill(std::size_t from, std::size_t to, std::string const& with) {
        for (auto i = from; i < std::min(to, cells_.size()); ++i) cells_[i] = with;
    }
    bool blank(std::size_t from, std::size_t to) const {
        if (to > cells_.size()) return false;
        return std::all_of(cells_.begin() + static_cast<std::ptrdiff_t>(from),
                           cells_.begin() + static_cast<std::ptrdiff_t>(to),
                           [](std::string const& cell) { return cell == " "; });
    }
    std::string text() const {
        std::string out;
        for (auto const& cell : cells_) out += cell;
        out.erase(out.find_last_not_of(' ') + 1);
        return out;
    }

  private:
    std::vector<std::string> cells_;
};

std::string const& cell_of(BarForm form) {
    static std::string const cells[] = {"█", "▒", "─", "·"};
    return cells[static_cast<std::size_t>(form)];
}

BarForm form_of(replay::SpanKind kind) {
    switch (kind) {
    case replay::SpanKind::running: return BarForm::running;
    case replay::SpanKind::scheduled: return BarForm::scheduled;
    case replay::SpanKind::waiting: break;
    }
    return BarForm::waiting;
}

constexpr float cell_px = 8; // the axis is laid out for px

float measure_cells(theme::Font, float, std::string_view text) {
    return cell_px * static_cast<float>(columns(text));
}

class Writer {
  public:
    Writer(TimelineChart const& chart, Position position, std::size_t width)
        : chart_(chart), log_(chart.log()), now_(position), state_(replay::state_at(log_, position)),
          width_(width) {
        names_ = 6;
        for (auto const& row : chart.rows) names_ = std::max(names_, columns(name(row)));
        names_ = std::min<std::size_t>(names_, 14);
        plot_ = width - names_ - 2;
        // Squeezed to fit as far as can be read, then a window that ends a little after now.
        double const all = std::max(chart.axis.back(), 1.0);
        double const room = static_cast<double>(plot_ > 10 ? plot_ - 1 : plot_);
        scale_ =
            std::clamp(room / all, 0.45 / static_cast<double>(cell_px), 1.6 / static_cast<double>(cell_px));
        double const now = chart.axis[now_];
        left_ = now * scale_ <= room ? 0 : now - 0.85 * room / scale_;
        now_cell_ = cell(now_);
    }

    std::string write() {
        head();
        moments();
        for (auto const& row : chart_.rows)
            if (shown(row)) lane(row);
        clock();
        out_ += '\n';
        states();
        problems();
        return std::move(out_);
    }

  private:
    std::string name(TimelineRow const& row) const {
        switch (row.kind) {
        case RowKind::module: return "module";
        case RowKind::loop: return "Event loop";
        case RowKind::coroutine: return std::string(row.label);
        case RowKind::task: break;
        }
        return now_ >= row.named ? std::string(row.lane->name) : std::string(row.label);
    }

    // A row that goes by its coroutine's label need not say it again.
    std::string said_by(TimelineRow const& row, Bar const& bar) const {
        bool const labelled = row.kind == RowKind::coroutine || now_ < row.named;
        if (bar.form == BarForm::created && labelled) return "created, not running";
        return replay::stretch_text(log_, bar, now_);
    }

    bool shown(TimelineRow const& row) const { return row.begin <= now_; }

    std::size_t cell(Position position) const {
        double const x =
            (chart_.axis[std::min<std::size_t>(position, chart_.axis.size() - 1)] - left_) * scale_;
        return static_cast<std::size_t>(std::clamp(x, 0.0, static_cast<double>(plot_ - 1)));
    }

    // A line of the output, no wider than it may be, without blanks at its end.
    void say(std::string_view text) {
        auto out = cut(text, width_);
        out.erase(out.find_last_not_of(' ') + 1);
        out_ += out + '\n';
    }

    void line(std::string_view left, Line const& plot) { say(padded(left, names_) + "  " + plot.text()); }

    void head() {
        auto const& header = log_.header();
        std::string title = header.program.empty() ? "run" : header.program;
        title += " · event " + std::to_string(now_) + " of " + std::to_string(log_.size()) + " · clock " +
                 replay::seconds(state_.time);
        say(title);
        auto const said = replay::describe(*chart_.index, now_);
        say(now_ == 0 ? "nothing has happened yet" : said);
        out_ += '\n';
    }

    // The brackets of the turns, with *now* above the lanes.
    void moments() {
        Line turns(plot_);
        for (auto const& turn : chart_.timeline->turns) {
            if (turn.begin > now_ || chart_.axis[turn.end] < left_) continue;
            bool const goes_on = turn.end > now_ || turn.open;
            auto const from = cell(turn.begin);
            auto const to = std::max(cell(std::min(turn.end, now_)), from + 1);
            turns.fill(from, to, "─");
            turns.put(from, "┌");
            if (!goes_on && to - from > 1) turns.put(to - 1, "┐");
            auto const number = std::to_string(turn.number);
            for (auto const& said : {" turn " + number + " ", " " + number + " ", number}) {
                if (said.size() + 2 > to - from) continue;
                turns.put(from + (to - from - said.size()) / 2, said);
                break;
            }
        }
        Line now(plot_);
        bool const left = now_cell_ + 4 > plot_;
        now.put(now_cell_, left ? "┐" : "┌");
        now.put(left ? now_cell_ - std::min<std::size_t>(now_cell_, 4) : now_cell_ + 1,
                left ? "now ┐" : " now");
        line("", now);
        turns.put(now_cell_, "│");
        line("", turns);
    }

    void bar(Line& plot, BarForm form, Position begin, Position end, std::string const& text,
             bool framed) const {
        if (begin > now_ || chart_.axis[std::min(end, now_)] < left_) return;
        auto const from = cell(begin);
        auto const to = std::max(cell(std::min(end, now_)), from + 1);
        plot.fill(from, to, framed ? "─" : cell_of(form));
        if (framed && to - from > 2) {
            plot.put(from, "[");
            plot.put(to - 1, "]");
        }
        if (form == BarForm::scheduled || text.empty()) return;
        bool const running = form == BarForm::running && !framed;
        auto const room = to - from;
        auto said = text;
        if (columns(said) + 2 > room) said = text.substr(0, text.find("  due "));
        if (columns(said) + 2 > room && (running || framed)) said = text.substr(text.rfind(' ') + 1);
        if (columns(said) + 2 > room) {
            if (running || framed || room < 9) return;
            said = cut(said, room - 2);
        }
        plot.put(from + 1, (running || framed ? "" : " ") + said +
                               (running || framed          ? ""
                                : room > columns(said) + 2 ? " "
                                                           : ""));
    }

    void lane(TimelineRow const& row) {
        Line plot(plot_);
        bool const loop = row.kind == RowKind::loop;
        // Running last: an instant of it is not covered by what follows.
        for (bool const running : {false, true}) {
            for (auto const& each : row.bars)
                if ((each.form == BarForm::running) == running)
                    bar(plot, each.form, each.begin, each.end, said_by(row, each), false);
            if (!row.lane) continue;
            for (auto const& span : row.lane->spans) {
                if (span.begin > now_) break;
                if ((span.kind == replay::SpanKind::running) != running) continue;
                bar(plot, form_of(span.kind), span.begin, span.end,
                    replay::span_text_at(*chart_.index, *row.lane, span, now_), loop);
            }
        }
        if (row.ended != 0 && row.ended <= now_) {
            auto const at = cell(row.ended);
            auto const glyph = ended_glyph(row);
            plot.put(at, glyph);
            auto const said = " " + row.outcome;
            if (row.outcome != "cancelled" && columns(said) > 1 &&
                plot.blank(at + 1, std::min(plot_, at + 1 + columns(said))) &&
                at + 1 + columns(said) <= plot_)
                plot.put(at + 1, said);
        }
        if (plot.blank(now_cell_, now_cell_ + 1)) plot.put(now_cell_, "│");
        line(name(row), plot);
    }

    static std::string ended_glyph(TimelineRow const& row) {
        switch (row.end) {
        case replay::TaskState::done: return "✓";
        case replay::TaskState::failed: return "✗";
        case replay::TaskState::cancelled:
        case replay::TaskState::destroyed: return "×";
        default: return "→";
        }
    }

    void clock() {
        Line plot(plot_);
        bool any = false;
        if (left_ <= 0) plot.put(0, short_time(0));
        for (auto const& jump : chart_.timeline->jumps) {
            if (jump.position > now_) break;
            if (chart_.axis[jump.position] < left_) continue;
            auto const said = "→ " + short_time(jump.to);
            auto const to = cell(jump.position);
            auto const at = to + 1 >= columns(said) ? to + 1 - columns(said) : 0;
            if (!plot.blank(at > 0 ? at - 1 : 0, at + columns(said))) continue;
            plot.put(at, said);
            any = true;
        }
        if (any || !chart_.timeline->turns.empty()) line("clock", plot);
    }

    // What each task does at the moment.
    void states() {
        std::size_t labels = 0;
        for (auto const& row : chart_.rows)
            if (shown(row) && row.kind == RowKind::task && now_ >= row.named)
                labels = std::max(labels, columns(row.label));
        labels = std::min<std::size_t>(labels, width_ / 3);
        for (auto const& row : chart_.rows) {
            if (!shown(row)) continue;
            auto const [glyph, words] = doing(row);
            if (words.empty()) continue;
            bool const task = row.kind == RowKind::task && now_ >= row.named;
            std::string text(glyph);
            text.append(" ").append(padded(name(row), names_)).append("  ");
            if (labels > 0) text.append(padded(task ? row.label : "", labels)).append("  ");
            say(text + words);
        }
    }

    std::pair<std::string, std::string> doing(TimelineRow const& row) const {
        using replay::TaskState;
        switch (row.kind) {
        case RowKind::module:
            for (auto const& bar : row.bars)
                if (bar.begin <= now_ && (now_ < bar.end || (now_ == bar.end && row.ended == 0)))
                    return {cell_of(bar.form), bar.form == BarForm::running
                                                   ? "running, " + replay::stretch_text(log_, bar, now_)
                                                   : bar.text};
            return {" ", "finished"};
        case RowKind::loop: {
            if (!state_.loop_running) return {" ", state_.turn == 0 ? "not running yet" : "stopped"};
            auto words = "turn " + std::to_string(state_.turn);
            if (state_.turn_ran > 0)
                words += ", " + std::to_string(state_.turn_ran) + " of " +
                         std::to_string(std::max(state_.turn_handles, state_.turn_ran));
            return {" ", words};
        }
        case RowKind::coroutine: {
            auto const* coroutine = state_.coroutine(row.id);
            if (!coroutine) return {};
            switch (coroutine->state) {
            case replay::CoroutineState::created:
                if (row.ended != 0 && now_ >= row.ended) return {ended_glyph(row), row.outcome};
                return {"·", "created, not running"};
            case replay::CoroutineState::running: return {"█", "running"};
            case replay::CoroutineState::suspended: return {"─", "suspended"};
            case replay::CoroutineState::closed:
                return {ended_glyph(row), row.outcome.empty() ? "finished" : row.outcome};
            }
            return {};
        }
        case RowKind::task: break;
        }
        auto const* task = state_.task(row.id);
        if (!task) return {"·", "created, not running"};
        std::string words(replay::words(task->state));
        switch (task->state) {
        case TaskState::running: {
            auto const* leaf = state_.coroutine(state_.leaf_of(row.id));
            return {"█", words + (leaf && leaf->at() ? ", line " + std::to_string(leaf->at().line) : "")};
        }
        case TaskState::waiting: {
            auto const awaits = replay::expand(*chart_.index, task->awaiting_words, true);
            return {"─", words + (awaits.empty() ? "" : ": " + awaits) +
                             (task->due ? ", due " + short_time(*task->due) : "")};
        }
        case TaskState::step_scheduled:
        case TaskState::wakeup_scheduled: return {"▒", words};
        default:
            return {ended_glyph(row),
                    words + (row.outcome.empty() || row.outcome == "cancelled" ? "" : ": " + row.outcome)};
        }
    }

    void problems() {
        for (auto const& problem : chart_.problems)
            if (problem.position <= now_)
                say("! event " + std::to_string(problem.position) + ": " + problem.words);
    }

    TimelineChart const& chart_;
    trace::Log const& log_;
    Position now_;
    replay::State state_;
    std::size_t width_;
    std::size_t names_ = 0;
    std::size_t plot_ = 0;
    double scale_ = 1; // cells a px
    double left_ = 0;  // px
    std::size_t now_cell_ = 0;
    std::string out_;
};

} // namespace

std::string text_timeline(replay::Index const& index, replay::Timeline const& timeline, Position position,
                          int width) {
    auto const chart = timeline_chart(index, timeline, replay::problems(index), measure_cells, false);
    return Writer(chart, std::min(position, timeline.size), static_cast<std::size_t>(std::max(width, 40)))
        .write();
}

} // namespace ui
