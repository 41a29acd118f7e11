package look

// FaceKind is the size and side of a Face.
type FaceKind string

// The kinds of faces.
const (
	FaceNormal FaceKind = ""
	FaceSmall  FaceKind = "s"
	FaceLarge  FaceKind = "l"
	FaceOurs   FaceKind = "ours" // a colleague, beside a customer's
)

// iconPath is the drawing of an icon on a 20 by 20 sheet.
func iconPath(name string) string {
	switch name {
	case "today":
		return "M4 5.5h12M4 10h8M4 14.5h5M14.5 12.2v2.6l1.8 1.1"
	case "cases":
		return "M3.5 6.5h13v9.5h-13zM7 6.5V4h6v2.5M3.5 10.5h13"
	case "customers":
		return "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5"
	case "team":
		return "M7.5 9.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 15.500c.4-2.6 2.3-4 5-4s4.6 1.4 5 4M13 9.200a2.2 2.2 0 1 0-.8-4.200M14.2 11.700c1.8.3 3 1.6 3.3 3.8"
	case "chart":
		return "M3.5 16.500h13M6 13.500v-4M10 13.500v-8M14 13.500v-6"
	case "playbook":
		return "M4.5 3.500h9.500a1.5 1.5 0 0 1 1.5 1.500v11.500h-9.500a1.5 1.5 0 0 1-1.5-1.500zM4.5 14.500a1.5 1.5 0 0 1 1.5-1h9.500M8 7h4.5"
	case "settings":
		return "M3.5 6h7M14 6h2.500M3.5 14h2.500M9.5 14h7M12.2 4.200v3.600M7.7 12.200v3.6"
	case "mail":
		return "M3 5.500h14v9.500h-14zM3.5 6l6.5 5 6.5-5"
	case "phone":
		return "M5 3.500h3l1.2 3.5-1.8 1.400a9 9 0 0 0 4.2 4.200l1.4-1.8 3.5 1.200v3a1.5 1.5 0 0 1-1.6 1.500A12.5 12.5 0 0 1 3.5 5.1 1.5 1.5 0 0 1 5 3.500z"
	case "search":
		return "M9 14.500a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l3.5 3.5"
	case "plus":
		return "M10 4v12M4 10h12"
	case "check":
		return "M4 10.500l4 4 8-9"
	case "cross":
		return "M5 5l10 10M15 5L5 15"
	case "clock":
		return "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.200l2.8 1.8"
	case "clip":
		return "M14.5 9.500l-5 5a3 3 0 0 1-4.2-4.200l6-6a2 2 0 0 1 2.9 2.900l-5.7 5.700a1 1 0 0 1-1.4-1.400l5-5"
	case "eye":
		return "M2.5 10s2.700-4.800 7.500-4.800 7.500 4.800 7.500 4.800-2.700 4.800-7.500 4.800-7.500-4.800-7.500-4.800zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
	case "undo":
		return "M7 5L3.5 8.5 7 12M4 8.500h7.500a4 4 0 0 1 0 8H8"
	case "more":
		return "M4.5 10h.01M10 10h.01M15.5 10h.01"
	case "theme":
		return "M10 3a7 7 0 1 0 7 7 5 5 0 0 1-7-7z"
	case "help":
		return "M7.5 7.500a2.5 2.5 0 1 1 3.5 2.300c-.7.3-1 .8-1 1.700M10 14.500h.01M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z"
	case "out":
		return "M8 3.500H4.500v13H8M12 6.500l3.5 3.5-3.5 3.500M15 10H8"
	default:
		return ""
	}
}
