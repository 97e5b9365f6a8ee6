// What the panels show, as one.
#include "support/catch.hpp"

#include "support/session_opened.hpp"
#include "support/temporary_folder.hpp"
#include "trace/writer.hpp"
#include "views/screen/contents.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

using session::Session;

namespace {

// Header, sources, texts and events, a line each.
std::vector<std::string> lines_of(trace::Log const& log) {
    std::ostringstream out;
    trace::write(log, out);
    std::istringstream in(out.str());
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// The file as it would be had the program been killed after so many events.
void write_cut(std::vector<std::string> const& lines, std::size_t events, std::filesystem::path const& path) {
    std::ofstream out(path);
    for (auto const& line : lines) {
        bool const event = line.size() > 1 && line[0] == '[' && line[1] != '"';
        if (event && events-- == 0) return;
        if (!line.starts_with("[\"end\"")) out << line << "\n";
    }
}

Session opened_path(std::filesystem::path const& path) {
    Session session = session::new_session(tree_catalogue());
    session::apply(session, session::command::OpenFile{path.string()});
    return session;
}

std::string words_of(ui::Content const& content) {
    std::ostringstream words;
    for (auto const& item : content.scene.items)
        if (auto const* text = std::get_if<paint::Text>(&item))
            words << text->at.x << " " << text->at.y << " " << text->text << "\n";
    words << content.height;
    return words.str();
}

} // namespace

// The loop and the reasons do: they name a future by what will be awaited of it.
TEST_CASE("the source, the output and the inspector know nothing of what comes after now") {
    TemporaryFolder const folder;
    for (char const* const name : {"gather-order.awt", "cancel-delivery.awt", "taskgroup-siblings.awt"}) {
        Session whole = opened_file(name);
        auto const lines = lines_of(whole.log());
        std::size_t const size = whole.log().size();
        ui::Panels of_whole;
        for (std::size_t step = 1; step < size; ++step) {
            auto const path = folder.path / "cut.awt";
            write_cut(lines, step, path);
            Session cut = opened_path(path);
            REQUIRE(cut.is_open());
            REQUIRE(cut.log().size() == step);
            session::apply(whole, session::command::Seek{step});
            session::apply(cut, session::command::Seek{step});
            ui::Panels of_cut;
            of_whole.look_at(whole);
            of_cut.look_at(cut);
            INFO(name << " after step " << step);
            CHECK(words_of(of_whole.output(whole, 300)) == words_of(of_cut.output(cut, 300)));
            CHECK(words_of(of_whole.source(whole, 400)) == words_of(of_cut.source(cut, 400)));
            CHECK(words_of(of_whole.inspector(whole, 300)) == words_of(of_cut.inspector(cut, 300)));
        }
    }
}
