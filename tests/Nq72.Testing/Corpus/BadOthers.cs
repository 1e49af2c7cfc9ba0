using System.Text;
using static Nq72.Testing.Corpus.BadImage;

namespace Nq72.Testing.Corpus;

/// <summary>What is no image at all, or none that is taken.</summary>
internal static class BadOthers
{
    public static readonly IReadOnlyList<BadImage> All =
    [
        new("nothing", _ => [], Empty),
        new("one byte", _ => [0xFF], Unknown),
        new("words", _ => Text("Chào buổi sáng"), Unknown),
        new("words of two bytes each", _ => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<svg/>")).ToArray(), Unknown),
        new("noise", _ => [.. Enumerable.Range(0, 5000).Select(number => (byte)((number * number) + 131))], Unknown),
        new("svg with a script", _ => Text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), NotAllowed),
        new("svg behind a declaration", _ => Text("\ufeff<?xml version='1.0'?>\n<!-- picture.jpg -->\n<svg xmlns='http://www.w3.org/2000/svg'/>"), NotAllowed),
        new("svg that names a file", _ => Text("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg>&e;</svg>"), NotAllowed),
        new("html named jpg", _ => Text("<!DOCTYPE html><html><script>alert(1)</script></html>"), NotAllowed),
        new("html behind spaces", _ => Text("\r\n\t <HTML><body onload=alert(1)>"), NotAllowed),
        new("php", _ => Text("<?php phpinfo();"), NotAllowed),
        new("script", _ => Text("#!/bin/sh\nid"), NotAllowed),
        new("ImageMagick's drawing language", _ => Text("push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://127.0.0.1/x\"|id\")'\npop graphic-context"), NotAllowed),
        new("ImageMagick's scripting language", _ => Text("<?xml version='1.0'?><image><read filename='/etc/passwd'/></image>"), NotAllowed),
        new("PostScript", _ => Text("%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file"), NotAllowed),
        new("eps with a preview", _ => [0xC5, 0xD0, 0xD3, 0xC6, .. new byte[60]], NotAllowed),
        new("pdf", _ => Text("%PDF-1.7\n1 0 obj"), NotAllowed),
        new("psd", _ => [.. "8BPS"u8, 0, 1, .. new byte[60]], NotAllowed),
        new("tiff", _ => [.. "II*\0\x08\0\0\0"u8, .. new byte[60]], NotAllowed),
        new("tiff of the other end", _ => [.. "MM\0*\0\0\0\x08"u8, .. new byte[60]], NotAllowed),
        new("bmp", _ => [.. "BM"u8, .. new byte[60]], NotAllowed),
        new("icon", _ => [0, 0, 1, 0, 1, 0, .. new byte[60]], NotAllowed),
        new("JPEG 2000", _ => [0, 0, 0, 12, .. "jP  \r\n"u8, 0x87, 0x0A, .. new byte[60]], NotAllowed),
        new("JPEG XL", _ => [0xFF, 0x0A, .. new byte[60]], NotAllowed),
        new("film", _ => [0, 0, 0, 24, .. "ftypisom\0\0\0\0isommp42"u8, .. new byte[60]], NotAllowed),
        new("zip", _ => [.. "PK\x03\x04"u8, .. new byte[60]], NotAllowed),
        new("program", _ => [0x7F, .. "ELF"u8, .. new byte[60]], NotAllowed),
        new("OpenEXR", _ => [.. "v/1\x01"u8, .. new byte[60]], NotAllowed),
    ];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
