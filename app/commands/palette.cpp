#include "commands/palette.hpp"

#include "commands/command_table.hpp"
#include "knowledge/models.hpp"
#include "session/path.hpp"
#include "theme/icons.hpp"
#include "theme/theme.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <optional>

namespace session {
namespace {

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return small;
}

constexpr std::size_t fits = 4;
// How well `text` fits: 0 begins with the query, 1 a word does, 2 holds it, 3 has its letters in order.
std::optional<std::size_t> fit(std::string_view query, std::string_view text) {
    std::string const wanted = lower(query);
    std::string const given = lower(text);
    auto const at = given.find(wanted);
    if (at == 0) return 0;
    if (given.find(" " + wanted) != std::string::npos) return 1;
    if (at != std::string::npos) return 2;
    std::size_t place = 0;
    for (char const c : wanted) {
        place = given.find(c, place);
        if (place == std::string::npos) return std::nullopt;
        ++place;
    }
    return 3;
}

// What is only there for another context has nothing to do here.
bool is_for(NamedCommand const& command, Context context) {
    at::Contexts all = 0;
    for (Binding const& binding : command.keys) all |= binding.in;
    return all == 0 || (all & (at::panels | at::set(context))) != 0;
}

char const* icon_of(Openable what) {
    switch (what) {
    case Openable::recording: return theme::icon::play;
    case Openable::program: return theme::icon::keyboard;
    case Openable::lesson: return theme::icon::book;
    case Openable::folder: return theme::icon::folder;
    }
    return "";
}

std::vector<PaletteRow> recent_rows(Session const& session) {
    std::vector<PaletteRow> rows;
    for (std::string const& file : session.kept.recent) {
        std::filesystem::path const path(file);
        rows.push_back(
            {"Open " + path.filename().string(), path.parent_path().string(), command::OpenFile{file}});
    }
    return rows;
}

std::vector<PaletteRow> everything(Session const& session) {
    std::vector<PaletteRow> rows;
    Context const context = context_below(session);
    for (NamedCommand const& command : commands())
        if (command.id != "palette" && command.id != "escape" && is_for(command, context) &&
            (rows.empty() || rows.back().title != command.title)) // ten digits are typed, not chosen here
            rows.push_back({std::string(command.title), keys_of(command, context), command.command,
                            may(session, command.command)});
    for (Act const& act : acts_now(session))
        rows.push_back(
            {act.words, act.debugger ? "step in, as a debugger" : "step in", command::StepIn{act.text}});
    for (Branch const& branch : branches_of(session))
        rows.push_back({"Branch: " + words_of(branch), "branch", command::WalkBranch{branch.number},
                        may(session, command::WalkBranch{branch.number})});
    for (lesson::Lesson const& lesson : session.catalogue->lessons)
        rows.push_back({lesson.title, "lesson " + lesson.id, command::OpenLesson{lesson.id}});
    // Where a question is open, a list of wrong beliefs would answer it.
    bool const open =
        session.lesson && question_shown(session) && !is_decided(session, *question_shown(session));
    for (lesson::WrongModel const& model : lesson::wrong_models()) {
        if (open) break;
        command::ShowBelief const command{std::string(model.name)};
        rows.push_back({"Belief: " + std::string(model.belief), "belief", command, may(session, command)});
    }
    for (PaletteRow& row : recent_rows(session)) rows.push_back(std::move(row));
    for (std::string const& name : theme::names())
        rows.push_back({"Theme " + name, "theme", command::SetTheme{name}});
    return rows;
}

} // namespace

std::vector<PaletteRow> palette_rows(Session const& session) {
    std::string_view const query = session.look.palette_query;
    if (query.empty()) return everything(session);

    std::vector<PaletteRow> found;
    replay::Position step = 0;
    auto const [end, error] = std::from_chars(query.data(), query.data() + query.size(), step);
    if (error == std::errc{} && end == query.data() + query.size() && session.is_open()) {
        bool const there = step <= session.run().size();
        found.push_back({"Go to event " + std::to_string(step),
                         there ? "" : "the run has " + std::to_string(session.run().size()),
                         command::Seek{step}, there});
    }
    std::array<std::vector<PaletteRow>, fits> fitting;
    for (PaletteRow& row : everything(session)) {
        auto best = fit(query, row.title);
        // A lesson is also known by its id.
        if (row.detail.starts_with("lesson "))
            if (auto const by_id = fit(query, row.detail.substr(7)); by_id && (!best || *by_id < *best))
                best = by_id;
        if (best) fitting[*best].push_back(std::move(row));
    }
    for (std::vector<PaletteRow>& rows : fitting) // what can be used now comes first
        std::stable_partition(rows.begin(), rows.end(), [](PaletteRow const& row) { return row.enabled; });
    for (std::vector<PaletteRow>& rows : fitting)
        for (PaletteRow& row : rows) found.push_back(std::move(row));
    return found;
}

std::vector<PaletteRow> file_rows(Session const& session) {
    std::vector<PaletteRow> rows;
    std::string const wanted = lower(session.look.palette_query);
    for (std::string const& file : session.kept.recent) {
        std::filesystem::path const path(file);
        if (lower(path.filename().string()).find(wanted) == std::string::npos) continue;
        auto const what = openable(path);
        rows.push_back({path.filename().string(), "recent, in " + path.parent_path().string(),
                        command::OpenFile{file}, what.has_value(),
                        icon_of(what.value_or(Openable::recording))});
    }
    for (Offer const& offer : session.look.offers) {
        bool const folder = offer.what == Openable::folder;
        std::string const inside = offer.path.ends_with('/') ? offer.path : offer.path + "/";
        rows.push_back({offer.name,
                        folder                            ? "folder"
                        : offer.what == Openable::lesson  ? "lesson"
                        : offer.what != Openable::program ? "recording"
                        : session.makes                   ? "program: you are asked before it runs"
                                                          : "program: it is not run",
                        folder ? Command(command::Browse{inside}) : Command(command::OpenFile{offer.path}),
                        true, icon_of(offer.what)});
    }
    return rows;
}

std::vector<PaletteRow> lesson_rows(Session const& session) {
    std::vector<PaletteRow> rows;
    std::string const wanted = lower(session.look.palette_query);
    auto const fits_in = [&](std::string const& text) {
        return lower(text).find(wanted) != std::string::npos;
    };
    for (lesson::Lesson const* const lesson : path_of(session))
        if (fits_in(lesson->title) || fits_in(lesson->id) || fits_in(lesson->chapter_name))
            rows.push_back({lesson->title, lesson->id, command::OpenLesson{lesson->id}});
    for (PaletteRow& row : recent_rows(session))
        if (fits_in(row.title)) rows.push_back(std::move(row));
    return rows;
}

bool is_typed_in(Overlay overlay) {
    return overlay == Overlay::palette || overlay == Overlay::files || overlay == Overlay::lessons ||
           overlay == Overlay::words;
}

std::vector<PaletteRow> typed_rows(Session const& session) {
    switch (session.look.overlay) {
    case Overlay::files: return file_rows(session);
    case Overlay::lessons: return lesson_rows(session);
    case Overlay::words: return words_rows(session);
    default: return palette_rows(session);
    }
}

} // namespace session
