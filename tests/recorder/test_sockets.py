import unittest

from support import trace_of


class Sockets(unittest.TestCase):
    def test_a_pair_of_sockets_is_in_memory_and_what_the_loop_watches_is_seen(self) -> None:
        trace = trace_of("""\
            import asyncio, socket
            async def main():
                loop = asyncio.get_running_loop()
                left, right = socket.socketpair()
                left.setblocking(False)
                loop.call_later(5, right.send, b"hello")
                print(await loop.sock_recv(left, 100), loop.time())
                right.close()
                print(await loop.sock_recv(left, 100))
            asyncio.run(main())
            """, timeout=20)
        self.assertEqual(trace.values("print"), ["b'hello' 5.0\n", "b''\n"])
        self.assertEqual(trace.brief("io."), ["io.watch i1 read", "io.ready i1 read", "io.unwatch i1 read"])
        ready = trace.events.index(trace.of("io.ready")[0])
        self.assertEqual(trace.events[ready + 1].kind, "handle.ready")

    def test_ports_are_the_same_in_every_run_and_threads_may_use_blocking_sockets(self) -> None:
        program = """\
            import asyncio, socket, time
            def client(address):
                with socket.create_connection(address) as sock:
                    sock.sendall(b"from a thread")
                    return sock.recv(100), sock.getpeername()
            async def serve(reader, writer):
                await asyncio.sleep(3)
                writer.write((await reader.read(100)).upper())
                writer.close()
            async def main():
                server = await asyncio.start_server(serve, "127.0.0.1", 0)
                async with server:
                    loop = asyncio.get_running_loop()
                    print(await loop.run_in_executor(None, client, server.sockets[0].getsockname()), time.monotonic())
            asyncio.run(main())
            """
        traces = [trace_of(program, timeout=20) for _ in range(2)]
        self.assertEqual(traces[0].values("print"), ["(b'FROM A THREAD', ('127.0.0.1', 49152)) 3.0\n"])
        self.assertEqual(traces[0], traces[1])

    def test_a_selector_of_the_programs_own_waits_in_virtual_time(self) -> None:
        trace = trace_of("""\
            import selectors, socket, threading, time
            left, right = socket.socketpair()
            selector = selectors.DefaultSelector()
            selector.register(left, selectors.EVENT_READ, "data")
            print(selector.select(10), time.monotonic())
            threading.Timer(5, right.send, [b"x"]).start()
            print([key.data for key, events in selector.select()], time.monotonic())
            selector.unregister(left)
            """, timeout=20)
        self.assertEqual(trace.values("print"), ["[] 10.0\n", "['data'] 15.0\n"])
        self.assertEqual(trace.brief("io."), ["io.watch i1 read", "io.ready i1 read", "io.unwatch i1 read"])

    def test_pipes_to_other_processes_are_real(self) -> None:
        trace = trace_of("""\
            import asyncio, sys
            async def main():
                process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print(input() * 2)",
                                                               stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
                print(await process.communicate(b"ab"), process.returncode)
            asyncio.run(main())
            """, timeout=60)
        self.assertEqual(trace.values("print"), ["(b'abab\\n', None) 0\n"])


if __name__ == "__main__":
    unittest.main()
