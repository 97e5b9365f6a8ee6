// A small asyncio program as plain data: what the generator makes, what is written as Python, and what the
// miniature runs.
//
// Coroutine functions take one number, n, and call only functions behind their own, so every program ends.
// What tasks share stands in the module: the slots s[0], s[1] ... hold tasks, gathers and shields, u[0] ...
// plain futures, h[0] ... handles, and there may be locks, queues and the like.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fuzz {

// A number written in the program: itself, or n plus it.
struct Number {
    bool of_n = false;
    int value = 0;
    bool operator==(Number const&) const = default;
};

// What can be awaited, or made a task of.
enum class Make : std::uint8_t {
    call,          // f2(1)                                    index: the function
    sleep,         // asyncio.sleep(0.5)
    slot,          // s[0]
    future,        // u[0]
    gather,        // asyncio.gather(of...)
    shield,        // asyncio.shield(of)
    wait_for,      // asyncio.wait_for(of, limit)
    wait,          // asyncio.wait([of...], timeout=limit, return_when=when)
    create_task,   // asyncio.create_task(of)                  of: a coroutine
    group_task,    // g1.create_task(of)                       index: how many groups out it is
    create_future, // asyncio.get_running_loop().create_future()
    acquire,       // lock1.acquire()                          index: the tool, here and below
    event_wait,    // event1.wait()
    notify_wait,   // condition1.wait()
    get,           // queue1.get()
    put,           // queue1.put(number)
    join,          // queue1.join()
    barrier_wait,  // barrier1.wait()
};

enum class When : std::uint8_t { all_completed, first_completed, first_exception };

struct Expression {
    Make make = Make::sleep;
    int index = 0;
    Number number;               // of call and put
    std::optional<double> limit; // s; of sleep, wait_for, wait
    When when = When::all_completed;
    bool return_exceptions = false;
    std::vector<Expression> of;
    bool operator==(Expression const&) const = default;
};

enum class Do : std::uint8_t {
    // Statements that never suspend; those up to `call_function` may stand in a callback too.
    print,         // print('a1', n)
    print_state,   // print(s[0] is not None and s[0].done())
    cancel,        // s[0] and s[0].cancel('text')
    cancel_future, // u[0] and u[0].cancel()
    set_result,    // u[0] and u[0].set_result(number)
    set_exception, // u[0] and u[0].set_exception(ValueError('text'))
    done_callback, // s[0] and s[0].add_done_callback(k1)      number: the callback
    done_callback_of_future,
    cancel_handle,  // h[0] and h[0].cancel()
    use_tool,       // lock1.release() ...                      index: the tool, use: what
    call_function,  // k1()
    call_soon,      // asyncio.get_running_loop().call_soon(k1)
    call_later,     // h[0] = asyncio.get_running_loop().call_later(delay, k1)    number: the callback
    cancel_self,    // asyncio.current_task().cancel()
    uncancel_self,  // print(asyncio.current_task().uncancel())
    print_requests, // print(asyncio.current_task().cancelling())
    print_tasks,    // print(len(asyncio.all_tasks()))
    forget,         // expression, and nothing keeps it: asyncio.create_task(f1(2))
    store,          // s[0] = expression
    store_future,   // u[0] = asyncio.get_running_loop().create_future()
    // Statements that may suspend.
    await_,         // await expression                         below `if s[0]:` where it uses slots
    print_awaited,  // print(await expression)
    return_awaited, // return await expression
    // Jumps.
    raise,   // raise ValueError('text')
    reraise, // raise
    return_, // return number
    return_text,
    break_,
    continue_,
    // Blocks.
    if_,     // body, otherwise
    loop,    // for _ in range(index): body
    try_,    // body, handlers, otherwise: finally
    handler, // except error: body                             only among the handlers of try_
    timeout, // async with asyncio.timeout(delay): body
    group,   // async with asyncio.TaskGroup() as g1: body
    held,    // async with lock1: body
};

// Also what a handler catches.
enum class Error : std::uint8_t {
    value_error,
    key_error,
    runtime_error,
    timeout_error,
    cancelled_error,
    stop_iteration,
    exception,      // only caught
    base_exception, // only caught
};

enum class Test : std::uint8_t { n_above, slot_done, requests };

enum class Use : std::uint8_t {
    release,
    set,
    clear,
    notify,
    notify_all,
    put_nowait,
    get_nowait,
    task_done,
    print, // what it says of itself: locked(), is_set(), qsize()
};

struct Statement {
    Do what = Do::print;
    int index = 0;
    Number number;
    Error error = Error::value_error;
    Test test = Test::n_above;
    Use use = Use::release;
    bool named = false;   // a handler shows what it caught
    bool checked = false; // only where it cannot fail: `not u[0].done() and`
    std::optional<double> delay;
    std::string text;
    Expression expression;
    std::vector<Statement> body;
    std::vector<Statement> handlers;
    std::vector<Statement> otherwise;
    std::uint32_t line = 0; // given by write_python; of a handler its `except`
    bool operator==(Statement const&) const = default;
};

enum class Tool : std::uint8_t {
    lock,
    event,
    condition,
    semaphore,
    bounded_semaphore,
    queue,
    lifo_queue,
    priority_queue,
    barrier,
};

struct MadeTool {
    Tool tool = Tool::lock;
    int value = 0; // permits, size or parties
    std::uint32_t line = 0;
    bool operator==(MadeTool const&) const = default;
};

struct Function {
    std::vector<Statement> body; // never empty
    std::uint32_t line = 0;
    bool operator==(Function const&) const = default;
};

struct Program {
    std::vector<Function> functions; // the first is main
    std::vector<Function> callbacks; // plain functions: k0, k1 ...
    int slots = 0;
    int futures = 0;
    int handles = 0;
    std::vector<MadeTool> tools;
    std::uint32_t line = 0; // of asyncio.run
    bool operator==(Program const&) const = default;
};

// Statements, those inside of blocks included.
std::size_t count_statements(Program const& program);

} // namespace fuzz
