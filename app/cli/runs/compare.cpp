#include "cli/input.hpp"
#include "cli/picture.hpp"
#include "cli/runs/asked.hpp"
#include "cli/runs/parts.hpp"
#include "paint/svg.hpp"
#include "paper/figure.hpp"
#include "replay/findings/duration.hpp"
#include "session/appearance.hpp"
#include "session/comparing/comparing.hpp"
#include "shell/png.hpp"
#include "trace/reader.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace cli {
namespace {

// As a shell takes a line apart, where one writes no more than quotes.
std::vector<std::string> words_of(std::string const& line) {
    std::vector<std::string> words;
    char quote = '\0';
    bool inside = false;
    for (char const c : line) {
        if (quote != 0 ? c == quote : c == '"' || c == '\'') {
            quote = quote != '\0' ? '\0' : c;
            if (!inside) words.emplace_back();
            inside = true;
        } else if (quote == 0 && c == ' ') {
            inside = false;
        } else {
            if (!inside) words.emplace_back();
            inside = true;
            words.back() += c;
        }
    }
    if (quote != 0) throw Failure("A quote is not closed in: " + line);
    return words;
}

std::shared_ptr<session::Run const> recorded(std::string const& line) {
    std::vector<std::string> words = words_of(line);
    if (words.empty()) throw Failure("compare wants two runs; see awaitscope compare --help.");
    if (words.size() == 1 && means_file(words.front(), *catalogue())) {
        trace::Reading reading = trace::load(words.front());
        if (!reading.problem.empty()) std::fprintf(stderr, "awaitscope: %s\n", reading.problem.c_str());
        return session::make_run(std::move(reading.log), words.front(), std::move(reading.problem));
    }
    Asked asked;
    session::Recording made;
    Command command{"run", "", "", "", asked_options(asked), [&] {
                        made = recording_of(asked);
                        return exit_good;
                    }};
    words.insert(words.begin(), "run");
    run_words({command}, std::move(words));
    if (made.log.empty()) throw Failure("There is nothing to compare: " + line + " has no events.");
    return session::make_run(std::move(made.log));
}

std::string ended(std::optional<session::TaskEnd> const& end, bool is_there) {
    if (!is_there) return "is not there";
    return end ? "ends after " + replay::duration(end->time) + ": " + end->outcome : "never ends";
}

void tell(session::Compared const& compared) {
    if (compared.agree) {
        std::printf("The two do the same, event by event: %s.\n", counted(compared.same, "event").c_str());
    } else {
        std::printf("They do the same for %s. Then\n", counted(compared.same, "event").c_str());
        std::printf("  A: %s\n  B: %s\n", compared.parting.real.c_str(), compared.parting.there.c_str());
    }

    bool const same_output =
        std::all_of(compared.output.begin(), compared.output.end(),
                    [](auto const& line) { return line.in == session::ComparedLine::In::both; });
    std::printf("\nWhat they print%s\n", compared.output.empty() ? ": nothing."
                                         : same_output           ? " is the same:"
                                                                 : ":");
    for (session::ComparedLine const& line : compared.output) {
        using In = session::ComparedLine::In;
        char const* const whose = line.in == In::both ? "   " : line.in == In::first ? "A: " : "B: ";
        std::printf("  %s%s\n", whose, line.text.c_str());
    }

    std::printf("\nTime: A takes %s, B %s.\n", replay::duration(compared.first_took).c_str(),
                compared.first_took == compared.second_took ? "as long"
                                                            : replay::duration(compared.second_took).c_str());
    for (session::ComparedTask const& task : compared.tasks) {
        if (task.in_first && task.in_second && task.first == task.second) continue;
        std::printf("  %s\n    A: %s\n    B: %s\n", task.name.c_str(),
                    ended(task.first, task.in_first).c_str(), ended(task.second, task.in_second).c_str());
    }
}

// Both timelines, the first difference ringed.
void draw(std::shared_ptr<session::Run const> first, std::shared_ptr<session::Run const> second,
          std::string const& name, std::string const& path) {
    session::Session session = session::new_session(catalogue());
    session::open_run(session, std::move(first));
    session::move_to(session, session.run().size());
    session::show_beside(session, std::move(second), session::Relation::other, name);
    paper::Figure const figure = paper::figure(session, {});
    auto const& theme = session::theme_of(session);
    std::string const problem = path.ends_with(".png")
                                    ? shell::save_png(path, figure_picture(figure, theme, 1))
                                    : shell::save(path, paint::paint_svg(figure.scene, theme, figure.width,
                                                                         figure.height, "beside: " + name));
    if (!problem.empty()) throw Failure(problem);
}

int compare(std::string const& a, std::string const& b, std::string const& output) {
    if (!output.empty() && !output.ends_with(".svg") && !output.ends_with(".png"))
        throw Failure("-o wants a name that ends in .svg or .png, not " + output + ".");
    auto const first = recorded(a), second = recorded(b);
    std::printf("A: %s, %s\nB: %s, %s\n\n", a.c_str(), counted(first->size(), "event").c_str(), b.c_str(),
                counted(second->size(), "event").c_str());
    session::Compared const compared = session::compared(*first, second);
    tell(compared);
    if (!output.empty()) draw(first, second, b, output);
    return compared.agree ? exit_good : exit_bad;
}

} // namespace

Command compare_command() {
    auto const a = std::make_shared<std::string>(), b = std::make_shared<std::string>(),
               output = std::make_shared<std::string>();
    return {"compare",
            "Says where two runs part, and what differs in their output and time",
            "A run is a recording, or in quotes what one types after awaitscope run: knobs, beliefs, "
            "interventions, Pythons, engines.\nThe exit code is 0 if they agree event by event, else 1.",
            "awaitscope compare gather-order \"gather-order --model sleep-blocks-everyone\" -o two.svg",
            {{"A", "FILE.awt|RUN", "One of them", a.get(), true},
             {"B", "FILE.awt|RUN", "The other", b.get(), true},
             {"-o,--output", "X.svg|X.png", "Also draws both timelines, one below the other", output.get()}},
            [a, b, output] { return compare(*a, *b, *output); }};
}

} // namespace cli
