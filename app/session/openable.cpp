#include "session/openable.hpp"

#include "catalogue/load.hpp"
#include "catalogue/scenarios.hpp"
#include "session/agreeing.hpp"
#include "session/keeping.hpp"
#include "session/recording.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <system_error>
#include <tuple>
#include <utility>

namespace session {
namespace fs = std::filesystem;

namespace {

fs::path whole(fs::path const& path) {
    std::error_code error;
    auto const full = fs::absolute(path, error).lexically_normal();
    return full.has_filename() ? full : full.parent_path();
}

fs::path folder_typed(std::string const& typed) {
    if (typed == "~" || typed.starts_with("~/"))
        if (char const* const home = std::getenv("HOME"))
            return fs::path(home) / typed.substr(std::min<std::size_t>(typed.size(), 2));
    std::error_code error;
    return fs::path(typed).is_absolute() ? fs::path(typed) : fs::current_path(error) / typed;
}

std::string small_letters(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// Read anew each time: its teacher may be writing it.
void open_folder(Session& session, fs::path const& folder) {
    lesson::Lesson lesson = lesson::load(folder);
    auto catalogue = *session.catalogue;
    auto& lessons = catalogue.lessons;
    auto const same = std::find_if(lessons.begin(), lessons.end(),
                                   [&](lesson::Lesson const& each) { return each.id == lesson.id; });
    // The miniature has the program that it was built with.
    if (lesson::scenario_of(lesson.id) != nullptr &&
        (same == lessons.end() || same->program != lesson.program))
        throw EngineError("Another lesson " + lesson.id +
                          " is built in: give this one's folder, and its id, another name.");
    auto const place = same != lessons.end() ? same : lessons.insert(lessons.end(), lesson::Lesson{});
    *place = std::move(lesson);
    auto const index = place - lessons.begin();
    auto const with_it = std::make_shared<lesson::Catalogue const>(std::move(catalogue));
    try {
        resume_lesson(session, with_it->lessons[static_cast<std::size_t>(index)]);
    } catch (NotRecorded& missing) {
        missing.of.catalogue = with_it;
        throw;
    }
    session.catalogue = with_it; // only now: the lesson that was open stood in the other
}

} // namespace

std::optional<Openable> openable(fs::path const& path) {
    std::error_code error;
    if (fs::is_directory(path, error))
        return fs::exists(path / "lesson.toml", error) ? Openable::lesson : Openable::folder;
    if (!fs::is_regular_file(path, error)) return std::nullopt;
    if (path.extension() == ".awt") return Openable::recording;
    if (path.extension() == ".py") return Openable::program;
    return std::nullopt;
}

std::vector<Offer> offers(std::string const& typed) {
    constexpr std::size_t most = 300;
    fs::path const path = folder_typed(typed);
    fs::path const folder = path.parent_path();
    std::string const wanted = small_letters(path.filename().string());
    std::vector<Offer> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        auto const name = entry->path().filename().string();
        if (name.starts_with('.') && !wanted.starts_with('.')) continue;
        if (small_letters(name).find(wanted) == std::string::npos) continue;
        if (auto const what = openable(entry->path())) found.push_back({entry->path().string(), name, *what});
        if (found.size() == 4 * most) break;
    }
    auto const order = [&](Offer const& each) {
        auto const name = small_letters(each.name);
        return std::make_tuple(!name.starts_with(wanted), each.what == Openable::folder, name);
    };
    std::sort(found.begin(), found.end(),
              [&](Offer const& a, Offer const& b) { return order(a) < order(b); });
    if (found.size() > most) found.resize(most);
    if (wanted.empty() && folder != folder.root_path())
        found.push_back({folder.parent_path().string(), "..", Openable::folder});
    return found;
}

void open_path(Session& session, fs::path const& path) {
    if (openable(path) == Openable::folder)
        throw EngineError(path.string() + " is no lesson's folder: there is no lesson.toml in it.");
    if (openable(path) != Openable::lesson) return open_file(session, path);
    open_folder(session, whole(path));
    kept::add(session.kept.recent, whole(path).string());
}

std::string how_to_record(fs::path const& program) {
    return program.filename().string() +
           " is a program: it was not run. To look at a run of it, record one, and open the recording: "
           "awaitscope record " +
           whole(program).string() + " -o " + program.stem().string() + ".awt";
}

} // namespace session
