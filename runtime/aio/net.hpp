// Sockets, selectors, streams, servers.
#pragma once
#include "aio/net/getaddrinfo.hpp"
#include "aio/net/loop_io.hpp"
#include "aio/net/selector.hpp"
#include "aio/net/server.hpp"
#include "aio/net/socket.hpp"
#include "aio/net/streams.hpp"
