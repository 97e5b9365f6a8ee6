// What makes random programs: statements (statements.cpp), the expressions in them (expressions.cpp), and the
// whole (generate.cpp).
#pragma once
#include "tools/fuzz/program.hpp"
#include "tools/fuzz/random.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace fuzz {

// What is around the statement being made.
struct Surroundings {
    int function = 0; // -1: in a callback
    int callback = 0; // its number, in a callback
    int depth = 0;
    int times = 1; // how often loops repeat it
    int groups = 0;
    bool loop = false;
    bool handler = false;
};

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}
    Program generate();

  private:
    MadeTool random_tool();

    // Statements
    std::vector<Statement> block(Surroundings around, int& left);
    static bool ends_block(Do what);
    Statement statement(Surroundings const& around, int& left);
    static Statement of(Do what);
    Statement printing();
    Statement raising();
    Statement return_value();
    Number number();

    double delay() { return random_.any({0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 0.5, 1.5}); }
    std::optional<double> limit();

    // A statement that never suspends; in a callback one that cannot fail either.
    Statement immediate(Surroundings const& around);

    // Callbacks use only those behind them, so that they end.
    bool choose_callback(Surroundings const& around, Statement& made);
    bool use_tool(Statement& made, bool in_callback);
    Statement storing(Surroundings const& around);
    Statement awaiting(Surroundings const& around);
    Statement compound(Surroundings around, int& left);

    // Expressions

    // A call the function cannot afford or has no function for is left as a sleep.
    Expression call(Surroundings const& around, int level);

    // The function and all it does so many times; false if that would be too much.
    bool pay(Surroundings const& around, int price);
    Expression sleep();

    // Is it, or does it make a task of, something else than one of the program's functions?
    static bool needs_call(Expression const& expression);
    Expression task(Surroundings const& around, int level);

    // Something to gather, shield or wait for, which waits only for functions from `level` on.
    Expression child(Surroundings const& around, int level);
    static bool is_coroutine(Make make);
    Expression gather(Surroundings const& around, int level);
    Expression suspending(Surroundings const& around);
    Expression wait(int level);
    Expression operation();
    bool has_tool(std::initializer_list<Tool> wanted) const;
    int tool_of(std::initializer_list<Tool> wanted);
    Random random_;
    Program program_;
    std::vector<int> level_; // of each slot: what is in it waits only for functions from there on
    std::vector<int> cost_;  // of each function: statements executed at most
    int texts_ = 0;
};

} // namespace fuzz
